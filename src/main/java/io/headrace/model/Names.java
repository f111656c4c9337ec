package io.headrace.model;

import java.util.regex.Pattern;

/** The one rule for names: a DNS label (RFC 1123) of at most 63 characters, or several joined by slashes. */
public final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Names() {}

    public static boolean isLabel(String text) {
        return text.length() <= 63 && LABEL.matcher(text).matches();
    }

    /** Whether each part between slashes is a label, and the whole has at most 253 characters. */
    public static boolean isPath(String text) {
        if (text.isEmpty() || text.length() > 253) {
            return false;
        }
        for (String part : text.split("/", -1)) {
            if (!isLabel(part)) {
                return false;
            }
        }
        return true;
    }

    static void requireLabel(String text) {
        if (!isLabel(text)) {
            throw new IllegalArgumentException("not a DNS label: " + text);
        }
    }

    static void requirePath(String text) {
        if (!isPath(text)) {
            throw new IllegalArgumentException("not a path of DNS labels: " + text);
        }
    }
}
