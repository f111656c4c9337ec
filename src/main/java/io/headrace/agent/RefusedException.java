package io.headrace.agent;

/** A request cannot be met; the answer says why to whoever asked. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    Answer answer() {
        return Answer.of(status, String.valueOf(getMessage()));
    }
}
