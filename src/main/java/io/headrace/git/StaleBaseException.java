package io.headrace.git;

/** A commit was to be written on a base that is no longer the tip of its branch: read again, then write again. */
public final class StaleBaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleBaseException(String branch) {
        super("the base is not the tip of '" + branch + "' any more");
    }
}
