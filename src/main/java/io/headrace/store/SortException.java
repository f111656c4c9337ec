package io.headrace.store;

/** A list is asked for in an order that it does not have; the message says which orders it has. */
public final class SortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SortException(String message) {
        // Without a stack trace: it is an expected answer, and callers can cause as many as they like.
        super(message, null, false, false);
    }
}
