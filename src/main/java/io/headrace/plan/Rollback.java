package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.Policy.OnFailure;
import io.headrace.model.Principal;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import java.time.Instant;
import java.util.Optional;

/** The way back of an attempt that failed: the last good commit is planned again, once, within the same attempt. */
final class Rollback {

    private static final int SUMMARY_LENGTH = 90;

    /** How an attempt ended, in full and as a status has room for it. */
    record Told(String message, String status) {

        /** Why it failed, which is cut first, then what became of it. */
        static Told of(String reason, String end) {
            return new Told(reason + end, Text.atMost(reason, Draft.STATUS_LENGTH - end.length()) + end);
        }
    }

    private Rollback() {}

    /** Begins it, if the attempt has not been there, its run wants it, and there is a commit to go back to. */
    static boolean begun(Draft draft, Attempt attempt, Instant now) {
        RunState state = draft.state();
        String commit = state.goodCommit();
        Declaration failed = state.declaration();
        Optional<Declaration> good = target(state);
        if (!wanted(state, attempt) || commit == null || failed == null || good.isEmpty() || held(state).isPresent()) {
            return false;
        }
        String reason = attempt.abort();
        String summary = summary(state, attempt);
        draft.entry("rollback", "", summary + "; going back to " + Text.commit(commit));
        new Opening(draft, now).back(attempt,
                new Attempt.Rollback(commit, reason == null ? summary : reason, summary, failed, now), good.get());
        return true;
    }

    /** What became of an attempt that stays where it is. */
    static Told stopped(RunState state, Attempt attempt) {
        Attempt.Rollback rollback = attempt.rollback();
        if (rollback != null) {
            String failed = "; rollback to " + Text.commit(rollback.commit()) + " failed: ";
            return new Told(rollback.reason() + failed + reason(attempt),
                    rollback.summary() + failed + reason(attempt));
        }
        String hindrance = wanted(state, attempt) ? hindrance(state, attempt) : "";
        return Told.of(reason(attempt), hindrance.isEmpty() ? "" : "; " + hindrance);
    }

    /** What became of an attempt that is back where it was good. */
    static Told done(Attempt.Rollback rollback) {
        return Told.of(rollback.reason(), "; back on " + Text.commit(rollback.commit()));
    }

    /** Why the attempt ends; who aborted it is told too. */
    private static String reason(Attempt attempt) {
        Principal by = attempt.abortedBy();
        String reason = attempt.abort();
        String told = reason == null ? "aborted" : reason;
        String person = by == null ? "" : "aborted by " + by.name();
        return by == null || told.equals(person) ? told : person + ": " + told;
    }

    private static String hindrance(RunState state, Attempt attempt) {
        Optional<Instance> held = held(state);
        if (held.isPresent()) {
            return held.get().slot() + " stays until the next attempt";
        }
        // The first deployment has nothing behind it, and everybody knows.
        return attempt.number() == 1
                ? ""
                : state.goodCommit() == null
                        ? "no good commit to go back to"
                        : "no other good commit to go back to";
    }

    private static boolean wanted(RunState state, Attempt attempt) {
        Declaration declaration = state.declaration();
        return state.declared() && attempt.rollback() == null && attempt.abortedBy() == null && declaration != null
                && declaration.policy().onFailure() == OnFailure.ROLLBACK;
    }

    private static Optional<Declaration> target(RunState state) {
        Declaration good = state.goodDeclaration();
        Declaration declaration = state.declaration();
        return Optional.ofNullable(good)
                .filter(one -> declaration != null && !one.hash().equals(declaration.hash()));
    }

    /** An instance that could not give away what it has: to go back would delete it. */
    private static Optional<Instance> held(RunState state) {
        return state.instances().stream().filter(one -> Leaving.held(state, one)).findFirst();
    }

    /** Why the attempt was aborted, short enough for a status: {@code verify failed on web.2}. */
    private static String summary(RunState state, Attempt attempt) {
        String reason = attempt.abort();
        String text = reason == null ? "aborted" : reason;
        return state.instances()
                .stream()
                .filter(one -> text.equals(one.message()))
                .flatMap(one -> one.steps()
                        .stream()
                        .filter(step -> step.status() == Step.Status.FAILED && step.attempt() == attempt.number())
                        .reduce((step, later) -> later)
                        .map(step -> step.kind().key() + " failed on " + one.slot())
                        .stream())
                .findFirst()
                .orElseGet(() -> Text.atMost(text, SUMMARY_LENGTH));
    }
}
