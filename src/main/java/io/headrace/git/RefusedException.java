package io.headrace.git;

import java.util.List;

/** The gate refused a commit that was to be written; the lines are what a pusher would have read on the terminal. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    RefusedException(String reason, List<String> lines) {
        super(reason);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
