package io.headrace.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How things are written for people. */
final class Text {

    private Text() {}

    /** The first seven characters of a commit id. */
    static String commit(String id) {
        return id.length() <= 7 ? id : id.substring(0, 7);
    }

    /** The text, cut at its end when it is longer. */
    static String atMost(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** As a blueprint writes it: {@code 30m}, {@code 1h30m}, {@code 45s}. */
    static String duration(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** As ISO 8601 has it, to the second: {@code 2026-01-01T00:00:00Z}. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A constant's name as a word: {@code Booting}. */
    static String word(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
