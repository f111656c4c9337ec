package io.headrace.http;

import java.util.Locale;

/** How words of the model are written in JSON. */
final class Views {

    private Views() {}

    /** {@code TIMED_OUT} as {@code timed-out}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
