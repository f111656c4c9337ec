package io.headrace.git;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths inside a repository are accepted; names come from strangers and end up in file names, logs and pages. */
final class PathRules {

    private static final int MAX_PATH = 1024;
    private static final int MAX_NAME = 255;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private PathRules() {}

    /** Why the path as a whole is refused. */
    static Optional<String> refusal(String path) {
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
            return Optional.of("the path is longer than " + MAX_PATH + " bytes");
        }
        for (String name : path.split("/", -1)) {
            Optional<String> refusal = nameRefusal(name);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Why a file or folder of this name is refused. */
    static Optional<String> nameRefusal(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("the path has a part '" + name + "'");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            return Optional.of("a name in the path is longer than " + MAX_NAME + " bytes");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("the path has a backslash");
        }
        if (DRIVE.matcher(name).matches()) {
            return Optional.of("the path has a drive letter");
        }
        if (name.indexOf('\uFFFD') >= 0) {
            return Optional.of("the path is not UTF-8");
        }
        if (name.codePoints().anyMatch(PathRules::hidden)) {
            return Optional.of("the path has control, invisible or direction-changing characters");
        }
        return folded(name).equals(".git") ? Optional.of("the path has a part '.git'") : Optional.empty();
    }

    /** The form in which two names are the same on some file system: composed, without case. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** The text with each control, invisible or direction-changing character written as its number. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hidden(c)) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }
}
