package io.headrace.store;

/** A page was asked for with a cursor that no page gave out. */
public final class CursorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CursorException() {
        super("the cursor is not one that a page gave out");
    }
}
