package io.headrace.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to bring a run to what a commit says.
 *
 * @param removal whether the commit ends the run
 * @param abort why it was aborted: the first reason stays
 * @param abortedAt when it was aborted; at or after the deadline, it is the deadline that did it
 * @param abortedBy the person who aborted it; null when it failed or a recipe gave up
 * @param rollback set once it has failed and goes back to the last good commit: {@code abort} and {@code deadline} are
 *        the rollback's from then on
 * @param end how it ended, null while it is open
 */
public record Attempt(int number, String commit, Principal principal, boolean removal, Instant openedAt,
        Instant deadline, @Nullable String abort, @Nullable Instant abortedAt, @Nullable Principal abortedBy,
        @Nullable Rollback rollback, @Nullable End end) {

    /** How an attempt can end. */
    public enum Outcome {
        SUCCEEDED, FAILED,
        /** It failed, and what the last good commit declares is in force and ready again. */
        ROLLED_BACK, TIMED_OUT, SUPERSEDED, CANCELLED, SUSPENDED,
        /** Whether it was done before the history was lost, nobody knows. */
        LOST
    }

    /** The end of an attempt, which comes once. */
    public record End(Outcome outcome, String message, Instant at) {}

    /**
     * The way back within a failed attempt.
     *
     * @param commit the good one that is in force from now on
     * @param reason why the attempt failed, in full
     * @param summary the same for a status: {@code verify failed on web.2}
     * @param failed what the attempt's own commit declares
     * @param since when the way back began
     */
    public record Rollback(String commit, String reason, String summary, Declaration failed, Instant since) {}

    public boolean open() {
        return end == null;
    }

    public boolean aborted() {
        return abort != null;
    }

    public Attempt aborted(String reason, @Nullable Principal by, Instant at) {
        return new Attempt(number, commit, principal, removal, openedAt, deadline, reason, at, by, rollback, end);
    }

    /** The same on its way back, with a deadline of its own and no abort. */
    public Attempt rollingBack(Rollback back, Instant newDeadline) {
        return new Attempt(number, commit, principal, removal, openedAt, newDeadline, null, null, null, back, end);
    }

    /** The same with another declaration of the same meaning as what failed; nothing without a rollback. */
    public Attempt withFailed(Declaration same) {
        Rollback back = rollback == null
                ? null
                : new Rollback(rollback.commit, rollback.reason, rollback.summary, same, rollback.since);
        return new Attempt(number, commit, principal, removal, openedAt, deadline, abort, abortedAt, abortedBy, back,
                end);
    }

    public Attempt ended(Outcome outcome, String message, Instant at) {
        return new Attempt(number, commit, principal, removal, openedAt, deadline, abort, abortedAt, abortedBy,
                rollback, new End(outcome, message, at));
    }
}
