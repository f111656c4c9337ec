package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Attempt.Outcome;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Plural;
import io.headrace.model.Policy.Keep;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

/** The end of attempts, which comes once, and what is kept after it. */
final class Endings {

    private Endings() {}

    /** Ends the open attempt when nothing is left to do: in success, unless that was to go back. */
    static void complete(Draft draft, Instant now) {
        RunState state = draft.state();
        if (draft.mode() != Mode.OPEN || !Wanted.complete(state)) {
            return;
        }
        draft.attempt().ifPresent(attempt -> {
            Attempt.Rollback rollback = attempt.rollback();
            if (state.declared() && rollback != null) {
                end(draft, attempt, Outcome.ROLLED_BACK, Rollback.done(rollback), now);
                keep(draft, true);
            } else if (state.declared()) {
                draft.change(one -> one.withGood(attempt.commit(), one.declaration()));
                String message = Wanted.ready(state) + " of " + Plural.of(Wanted.count(state), "instance") + " ready";
                end(draft, attempt, Outcome.SUCCEEDED, message, now);
                keep(draft, true);
            } else {
                end(draft, attempt, Outcome.SUCCEEDED, "removed", now);
            }
        });
    }

    /** Ends an attempt that a step, a cloud, a person or the deadline made fail. */
    static void aborted(Draft draft, Attempt attempt, Instant now) {
        Instant at = attempt.abortedAt();
        boolean byDeadline = at != null && !at.isBefore(attempt.deadline()) && attempt.rollback() == null;
        Rollback.Told told = Rollback.stopped(draft.state(), attempt);
        for (Instance one : draft.instances()) {
            if (one.state() != InstanceState.READY && !one.removing() && one.state() != InstanceState.GONE) {
                String message = one.message();
                draft.put(one.withState(InstanceState.FAILED)
                        .withMessage(message == null ? "not ready when its attempt ended" : message));
            }
        }
        end(draft, attempt, byDeadline ? Outcome.TIMED_OUT : Outcome.FAILED, told, now);
        if (draft.state().declared()) {
            keep(draft, false);
        }
    }

    /** Ends an attempt of a run that is not to be planned. */
    static void suspended(Draft draft, Attempt attempt, Instant now) {
        Machines.forgetUnasked(draft);
        end(draft, attempt, Outcome.SUSPENDED, "suspended", now);
    }

    /** Ends an attempt of a run that may have been done before its history was lost. */
    static void lost(Draft draft, Attempt attempt, Instant now) {
        end(draft, attempt, Outcome.LOST,
                "history lost: the run may be done already; `headrace rerun` runs it again", now);
    }

    static void superseded(Draft draft, Attempt attempt, String by, Instant now) {
        end(draft, attempt, Outcome.SUPERSEDED, "superseded by " + by, now);
    }

    private static void end(Draft draft, Attempt attempt, Outcome outcome, String message, Instant now) {
        end(draft, attempt, outcome, new Rollback.Told(message, message), now);
    }

    private static void end(Draft draft, Attempt attempt, Outcome outcome, Rollback.Told told, Instant now) {
        Attempt.End end = new Attempt.End(outcome, told.message(), now);
        draft.end(attempt.ended(outcome, told.message(), now), end, told.status());
    }

    private static void keep(Draft draft, boolean success) {
        Keep keep = draft.declaration().map(Declaration::policy).map(policy -> policy.keep()).orElse(Keep.ALWAYS);
        boolean kept = switch (keep) {
            case ALWAYS -> true;
            case ON_SUCCESS -> success;
            case ON_ERROR -> !success;
            case NEVER -> false;
        };
        if (!kept) {
            draft.change(state -> state.withCleanUp(true).withSlots(new TreeSet<>(), new TreeMap<>()));
            draft.instances().forEach(one -> Leaving.leave(draft, one, Leaving.Recipes.NONE));
        }
    }
}
