package io.headrace.reconcile;

/** What a test throws where a real server would be killed: nothing of the loop catches an error. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed(CrashPoint point) {
        super("killed at " + point, null, false, false);
    }
}
