package io.headrace.store;

/** Another process, or this one, has the database open: the person who starts a second server must choose. */
public final class DatabaseInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseInUseException(String message) {
        super(message);
    }
}
