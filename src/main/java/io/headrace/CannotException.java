package io.headrace;

/** What was asked for cannot be done now; the message says why and what to do, and is all that the caller sees. */
final class CannotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotException(String message) {
        super(message);
    }

    CannotException(String message, Throwable cause) {
        super(message, cause);
    }
}
