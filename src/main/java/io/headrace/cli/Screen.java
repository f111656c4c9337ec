package io.headrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where output goes.
 *
 * @param terminal whether a person reads it there
 * @param width in columns; lines are cut to it
 * @param colours whether it shows them and the user wants them
 */
public record Screen(boolean terminal, int width, boolean colours) {

    /** A file or a pipe. */
    static final Screen NONE = new Screen(false, Integer.MAX_VALUE, false);

    /** Colours only on a terminal that has them, and not with NO_COLOR (https://no-color.org). */
    static Screen ofProcess(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        String size = term.isEmpty() ? "" : size();
        if (size.isEmpty()) {
            return NONE;
        }
        String[] words = size.split(" ", 2);
        int width = words.length == 2 && words[1].matches("\\d{2,4}") ? Integer.parseInt(words[1]) : 80;
        boolean colours = !term.equals("dumb") && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(true, width, colours);
    }

    /** Rows and columns when the standard output is a terminal; the shell's own test tells, as Java has none. */
    private static String size() {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t 1 && { stty size </dev/tty || echo 24 80; } >&2")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(test.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return test.waitFor() == 0 ? said.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
