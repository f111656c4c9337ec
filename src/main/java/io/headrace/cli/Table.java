package io.headrace.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. On a terminal the widest columns are cut so that a row is a line; a program gets all. */
final class Table {

    private static final int GAP = 2;
    private static final int LEAST = 8;
    /** The last column is for sentences: it gives way first, down to this. */
    private static final int SENTENCE = 16;

    private final List<List<Cell>> rows = new ArrayList<>();

    /** One word or sentence, with its look on a terminal. */
    record Cell(String text, Style style) {

        Cell {
            text = Printable.line(text);
        }

        static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }

        /** A phase, state or outcome, in its colour. */
        static Cell state(String word) {
            return new Cell(word, Style.of(word));
        }

        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    /** A table with those headings. */
    static Table of(String... headings) {
        Table table = new Table();
        table.rows.add(List.of(headings).stream().map(text -> new Cell(text, Style.FAINT)).toList());
        return table;
    }

    /** Rows without headings. */
    static Table bare() {
        return new Table();
    }

    /** Adds a row of {@link Cell}s and of values that are shown as they are. */
    Table row(Object... values) {
        rows.add(List.of(values)
                .stream()
                .map(value -> value instanceof Cell cell ? cell : Cell.of(value.toString()))
                .toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out, Screen screen) {
        int[] widths = widths(screen.width());
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            int pending = 0;
            for (int column = 0; column < row.size(); column++) {
                Cell cell = row.get(column);
                String text = cut(cell.text(), widths[column]);
                if (!text.isEmpty()) {
                    line.repeat(' ', pending).append(screen.colours() ? cell.style().on(text) : text);
                    pending = 0;
                }
                pending += widths[column] - text.codePointCount(0, text.length()) + GAP;
            }
            out.println(line);
        }
        out.flush();
    }

    /** What each column needs, the widest ones cut until all fit. */
    private int[] widths(int room) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).width());
            }
        }
        for (long over = over(widths, room); over > 0; over = over(widths, room)) {
            int widest = columns - 1;
            for (int column = 0; column < columns && widths[columns - 1] <= SENTENCE; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static long over(int[] widths, int room) {
        long all = (long) GAP * (widths.length - 1);
        for (int width : widths) {
            all += width;
        }
        return all - room;
    }

    private static String cut(String text, int width) {
        int length = text.codePointCount(0, text.length());
        return length <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
