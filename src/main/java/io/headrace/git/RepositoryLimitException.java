package io.headrace.git;

import io.headrace.model.Problem;
import java.util.List;

/** A commit or a repository is larger than the server's limits allow: the message says which limit. */
public final class RepositoryLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    RepositoryLimitException(String path, String message) {
        super(message);
        this.path = path;
    }

    /** The same as the problem of a commit, at the folder or file where the limit was passed. */
    public List<Problem> problems() {
        return List.of(Problem.error(path, 1, 1, getMessage() == null ? "too large" : getMessage()));
    }
}
