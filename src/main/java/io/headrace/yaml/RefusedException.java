package io.headrace.yaml;

/** Ends the reading of a text that goes beyond what is read; never leaves the package. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Position at;
    private final String reason;

    RefusedException(Position at, String reason) {
        super(reason, null, false, false);
        this.at = at;
        this.reason = reason;
    }

    Position at() {
        return at;
    }

    String reason() {
        return reason;
    }
}
