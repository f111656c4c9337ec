package io.headrace.cli;

import java.util.regex.Pattern;

/** Text from others made fit for a terminal: no character of it steers the terminal or hides what stands there. */
final class Printable {

    /** Colours and styles, which end with the line at the latest. */
    private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]{0,32}m");
    /** Other sequences of control: cursor, screen, titles, links. */
    private static final Pattern CONTROL = Pattern
            .compile("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|.)?");

    private Printable() {}

    /** One line: breaks and control characters are blanks. */
    static String line(String text) {
        return filtered(text, false);
    }

    /** Many lines: breaks and tabs stay. */
    static String lines(String text) {
        return filtered(text, true);
    }

    /** The output of a recipe: colours stay, everything else that steers a terminal goes. */
    static String output(String text) {
        if (text.indexOf('\u001b') < 0) {
            return lines(text);
        }
        var style = STYLE.matcher(text);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (style.find()) {
            kept.append(lines(CONTROL.matcher(text.substring(from, style.start())).replaceAll("")))
                    .append(style.group());
            from = style.end();
        }
        return kept.append(lines(CONTROL.matcher(text.substring(from)).replaceAll(""))).append("\u001b[0m").toString();
    }

    private static String filtered(String text, boolean breaks) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL -> {
                    if (breaks && (c == '\n' || c == '\t')) {
                        plain.append((char) c);
                    } else if (c != '\r') {
                        plain.append(' ');
                    }
                }
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> plain.append(' ');
                case Character.FORMAT, Character.SURROGATE -> {
                }
                default -> plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
