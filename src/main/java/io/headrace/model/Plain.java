package io.headrace.model;

/** Text from strangers made safe to show in a terminal, a note or a page: nothing in it steers what shows it. */
final class Plain {

    private Plain() {}

    /** The text with blanks for control characters (also line breaks) and without marks that change the direction. */
    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> plain.append(' ');
                case Character.FORMAT, Character.SURROGATE -> {
                }
                default -> plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
