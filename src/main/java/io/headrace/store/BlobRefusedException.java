package io.headrace.store;

/** Bytes of a log or report are not taken: they leave a gap, or the whole would be too large. */
public final class BlobRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BlobRefusedException(String message) {
        super(message);
    }
}
