package io.headrace.git;

/** A remote repository could not be fetched: the message says why, for the tenant who owns it. */
public final class FetchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
