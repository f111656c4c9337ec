package io.headrace.git;

import io.headrace.model.RepositoryKey;

/** There is no repository of that name here. */
public final class NoSuchRepositoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchRepositoryException(RepositoryKey key) {
        super("no repository '" + key + "'");
    }
}
