package io.headrace.net;

/**
 * A URL leads where the server's configuration lets nobody go, or is written so that it is not clear where it leads. The
 * message says why, holds no credentials and no addresses that DNS gave, and may be shown to the tenant.
 */
public final class ForbiddenUrlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ForbiddenUrlException(String message) {
        super(message);
    }
}
