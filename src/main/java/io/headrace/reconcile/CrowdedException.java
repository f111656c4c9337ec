package io.headrace.reconcile;

/** Too much of one tenant is computed already; whoever asked is to ask again in a moment. */
public final class CrowdedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CrowdedException(String message) {
        // Without a stack trace: it is an expected answer, and callers can cause as many as they like.
        super(message, null, false, false);
    }
}
