package io.headrace.model;

import java.util.regex.Pattern;

/** Counts things in a sentence. */
public final class Plural {

    private static final Pattern Y = Pattern.compile("(?<=[^aeiou])y$");

    private Plural() {}

    /** {@code 1 machine}, {@code 3 machines}, {@code 2 repositories}. */
    public static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : many(noun));
    }

    private static String many(String noun) {
        String ending = Y.matcher(noun).replaceFirst("ie");
        return ending + "s";
    }
}
