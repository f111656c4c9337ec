package io.headrace.git;

import io.headrace.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The tree of a commit holds paths that must not be read or written; its problems name them all. */
public final class InvalidTreeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidTreeException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
