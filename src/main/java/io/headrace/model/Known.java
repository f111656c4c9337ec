package io.headrace.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says in a message what is known, and which of it was probably meant. */
public final class Known {

    private static final int MOST = 12;
    private static final int LONGEST = 64;

    private Known() {}

    /** {@code did you mean 'apache'? known: apache, mongodb}; or {@code none is known}. */
    public static String hint(String wrong, Collection<String> known) {
        if (known.isEmpty()) {
            return "none is known";
        }
        List<String> sorted = known.stream().distinct().sorted().toList();
        String rest = sorted.size() > MOST ? ", and " + (sorted.size() - MOST) + " more" : "";
        String list = "known: " + String.join(", ", sorted.subList(0, Math.min(MOST, sorted.size()))) + rest;
        return closest(wrong, sorted).map(one -> "did you mean '" + one + "'? " + list).orElse(list);
    }

    /** The known word that is nearest, if a slip could have made the wrong one of it. */
    public static Optional<String> closest(String wrong, Collection<String> known) {
        if (wrong.isEmpty() || wrong.length() > LONGEST) {
            return Optional.empty();
        }
        String word = normal(wrong);
        int most = word.length() < 2 ? 0 : Math.max(1, word.length() / 3);
        record Near(String word, int distance) {}
        return known.stream()
                .filter(one -> one.length() <= LONGEST)
                .map(one -> new Near(one, distance(word, normal(one))))
                .filter(near -> near.distance <= most)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .map(Near::word);
    }

    /** A wrong text within quotes, cut, on one line and without characters that could act on a terminal. */
    public static String quote(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return "'" + printable(text.substring(0, end)) + (end < text.length() ? "...'" : "'");
    }

    /** A text without characters that could act on a terminal: each of them is shown as a question mark. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(visible(c) ? c : '?'));
        return shown.toString();
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }

    private static String normal(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two words. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                                cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
