package io.headrace.model;

import java.util.Comparator;

/**
 * What is wrong (or doubtful) in a commit and where: lines and columns count from 1, paths are relative to the
 * repository. Problems sort in file order.
 */
public record Problem(String path, int line, int column, Severity severity,
        String message) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::path)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** Whether the commit is refused for it. */
    public enum Severity {
        ERROR, WARNING
    }

    public static Problem error(String path, int line, int column, String message) {
        return new Problem(path, line, column, Severity.ERROR, message);
    }

    public static Problem warning(String path, int line, int column, String message) {
        return new Problem(path, line, column, Severity.WARNING, message);
    }

    public boolean fatal() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code path:line:column: message}, with {@code warning: } before a warning's message. */
    @Override
    public String toString() {
        String mark = fatal() ? "" : "warning: ";
        return path + ":" + line + ":" + column + ": " + mark + message;
    }
}
