package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.Principal;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The abort of an attempt: the first reason stays, recipes are stopped, reports are collected for a while. */
final class Aborting {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REASON_LENGTH = 4096;

    private Aborting() {}

    /** Aborts the open attempt unless it already is: it has failed, or a recipe gave up. */
    static void abort(Draft draft, String reason, Instant now) {
        abort(draft, reason, null, now);
    }

    /** The same by a person. */
    static void abort(Draft draft, String reason, @Nullable Principal by, Instant now) {
        if (draft.mode() != Mode.OPEN) {
            return;
        }
        String cut = Text.atMost(reason, REASON_LENGTH);
        draft.attempt().ifPresent(attempt -> {
            draft.change(state -> state.withAttempt(attempt.aborted(cut, by, now)));
            draft.entry("abort", "", cut);
        });
        Machines.forgetUnasked(draft);
        for (Instance one : draft.instances()) {
            if (one.state() != InstanceState.GONE) {
                draft.put(stopped(draft, one));
            }
        }
    }

    private static Instance stopped(Draft draft, Instance one) {
        Instance next = Steps.stop(one, step -> !Steps.report(step));
        boolean reports = one.removing()
                || next.steps().stream().anyMatch(step -> Steps.report(step) && step.open());
        if (reports || !one.bound() || one.lost()) {
            return next;
        }
        List<Recipe> recipes = draft.node(one.slot())
                .map(Node::software)
                .map(software -> software.recipes(RecipeStep.REPORT))
                .orElse(List.of());
        return recipes.isEmpty() ? next : Steps.append(next, recipes, draft.attemptNumber(), Map.of());
    }

    /** Aborts an attempt whose time is up. */
    static void atDeadline(Draft draft, Instant now) {
        draft.attempt()
                .filter(attempt -> !now.isBefore(attempt.deadline()) && !Wanted.complete(draft.state()))
                .ifPresent(attempt -> abort(draft, deadline(draft.state(), attempt), now));
    }

    /** Ends an aborted attempt, or takes it back to what was good, when all that was asked of its instances is in, or had its time. */
    static void advance(Draft draft, Instant now) {
        Machines.forgetUnasked(draft);
        draft.attempt().ifPresent(attempt -> {
            boolean late = late(attempt, now);
            if (late) {
                draft.instances().forEach(one -> draft.put(Steps.drop(one)));
            }
            boolean waiting = draft.instances()
                    .stream()
                    .anyMatch(
                            one -> one.hasOpenSteps() || (!one.removing() && Machines.inFlight(one)));
            if ((late || !waiting) && !Rollback.begun(draft, attempt, now)) {
                Endings.aborted(draft, attempt, now);
            }
        });
    }

    /** Whether the reports of an aborted attempt had all the time that they get. */
    static boolean late(Attempt attempt, Instant now) {
        Instant at = attempt.abortedAt();
        return at != null && !now.isBefore(at.plus(PATIENCE));
    }

    private static String deadline(RunState state, Attempt attempt) {
        Attempt.Rollback rollback = attempt.rollback();
        Instant since = rollback == null ? attempt.openedAt() : rollback.since();
        String passed = "deadline of " + Text.duration(Duration.between(since, attempt.deadline()))
                + " passed";
        return Wanted.unsettled(state)
                .map(one -> passed + " while " + one.slot() + " was "
                        + Text.word(one.removing() ? InstanceState.REMOVING : one.state()))
                .orElse(passed);
    }
}
