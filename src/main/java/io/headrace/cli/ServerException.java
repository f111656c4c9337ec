package io.headrace.cli;

/** A server refused or cannot be asked; the message says why and what to do, and is all that the user sees. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Nobody answered. */
    static final int NO_ANSWER = 0;

    private final int status;

    /** Not the server's fault. */
    ServerException(String message) {
        this(-1, message);
    }

    /** {@code status} is that of the server's answer, or {@link #NO_ANSWER}. */
    ServerException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether there is no such thing, or nothing that the caller may see. */
    boolean notFound() {
        return status == 404;
    }

    /** The same, but with the name of the thing when that is what is not there. */
    ServerException about(String thing) {
        return notFound() ? new ServerException(status, "there is no " + thing + ", or it is not yours to see") : this;
    }

    /** Whether the token opens nothing there. */
    boolean refused() {
        return status == 401;
    }

    /** Whether the same may succeed a moment later: there was no answer, or the server is starting, stopping or busy. */
    boolean passing() {
        return status == NO_ANSWER || status == 429 || status >= 500;
    }
}
