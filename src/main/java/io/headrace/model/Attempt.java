package io.headrace.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to bring a run to what a commit says.
 *
 * @param removal whether the commit ends the run
 * @param abort why it was aborted: the first reason stays
 * @param abortedAt when it was aborted; at or after the deadline, it is the deadline that did it
 * @param end how it ended, null while it is open
 */
public record Attempt(int number, String commit, Principal principal, boolean removal, Instant openedAt,
        Instant deadline, @Nullable String abort, @Nullable Instant abortedAt, @Nullable End end) {

    /** How an attempt can end. */
    public enum Outcome {
        SUCCEEDED, FAILED, TIMED_OUT, SUPERSEDED, CANCELLED, SUSPENDED
    }

    /** The end of an attempt, which comes once. */
    public record End(Outcome outcome, String message, Instant at) {}

    public boolean open() {
        return end == null;
    }

    public boolean aborted() {
        return abort != null;
    }

    public Attempt aborted(String reason, Instant at) {
        return new Attempt(number, commit, principal, removal, openedAt, deadline, reason, at, end);
    }

    public Attempt ended(Outcome outcome, String message, Instant at) {
        return new Attempt(number, commit, principal, removal, openedAt, deadline, abort, abortedAt,
                new End(outcome, message, at));
    }
}
