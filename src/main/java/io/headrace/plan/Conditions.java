package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Phase;
import io.headrace.model.Plural;
import io.headrace.model.RunState;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** What can be said of a run beside its phase. */
public final class Conditions {

    private Conditions() {}

    /** All five conditions, in the order of {@link Condition.Type}. */
    public static List<Condition> of(RunState state) {
        return List.of(ready(state), reconciling(state), stalled(state), drifted(state), suspended(state));
    }

    private static Condition ready(RunState state) {
        Phase phase = Phases.phase(state);
        long well = state.instances().stream().filter(one -> Wanted.settled(state, one) && one.well()).count();
        String message = well + " of " + Plural.of(Wanted.count(state), "instance") + " ready";
        boolean drifted = phase == Phase.READY && drifted(state).status();
        boolean ready = phase == Phase.READY && !drifted && Wanted.allSettled(state, List.copyOf(state.slots()));
        String reason = drifted ? "Drifted" : phase.toString();
        return new Condition(Condition.Type.READY, ready, ready ? "AllReady" : reason, message);
    }

    private static Condition reconciling(RunState state) {
        Attempt attempt = state.attempt();
        String awaited = Awaited.story(state);
        if (attempt != null && attempt.open()) {
            String open = awaited.isEmpty() ? "AttemptOpen" : "SecretMissing";
            return new Condition(Condition.Type.RECONCILING, true, attempt.aborted() ? "Aborting" : open,
                    Story.of(state));
        }
        String busy = names(state, Conditions::busy);
        return busy.isEmpty()
                ? new Condition(Condition.Type.RECONCILING, false, "Settled", "")
                : new Condition(Condition.Type.RECONCILING, true, awaited.isEmpty() ? "Working" : "SecretMissing",
                        "working on " + busy + (awaited.isEmpty() ? "" : "; " + awaited));
    }

    private static boolean busy(RunState state, Instance one) {
        return (one.removing() && !Leaving.held(state, one))
                || (one.state() != InstanceState.READY && one.state() != InstanceState.FAILED);
    }

    private static Condition stalled(RunState state) {
        Attempt attempt = state.attempt();
        Attempt.End end = attempt == null ? null : attempt.end();
        String exhausted = Drifts.exhausted(state);
        if (!exhausted.isEmpty()) {
            return new Condition(Condition.Type.STALLED, true, "LostTooOften", exhausted);
        }
        if (end != null && (end.outcome() == Attempt.Outcome.FAILED || end.outcome() == Attempt.Outcome.TIMED_OUT)) {
            return new Condition(Condition.Type.STALLED, true,
                    end.outcome() == Attempt.Outcome.FAILED ? "AttemptFailed" : "DeadlinePassed", end.message());
        }
        if (end != null && end.outcome() == Attempt.Outcome.ROLLED_BACK) {
            return new Condition(Condition.Type.STALLED, true, "RolledBack", end.message());
        }
        if (end != null && end.outcome() == Attempt.Outcome.LOST) {
            return new Condition(Condition.Type.STALLED, true, "HistoryLost", end.message());
        }
        String failed = names(state,
                (run, one) -> Mode.of(run) == Mode.SETTLED && one.state() == InstanceState.FAILED
                        && !Wanted.unprovisioned(one));
        return failed.isEmpty()
                ? new Condition(Condition.Type.STALLED, false, "Moving", "")
                : new Condition(Condition.Type.STALLED, true, "HealingFailed", "could not be healed: " + failed);
    }

    private static Condition drifted(RunState state) {
        List<Instance> drifted = state.instances()
                .stream()
                .filter(one -> Drifts.kind(one).isPresent() && !one.removing())
                .toList();
        if (!drifted.isEmpty()) {
            return new Condition(Condition.Type.DRIFTED, true, Drifts.reason(drifted), Drifts.message(state, drifted));
        }
        String healing = names(state, (run, one) -> Losses.last(run, one.slot()).isPresent()
                && Mode.of(run) == Mode.SETTLED && busy(run, one));
        return healing.isEmpty()
                ? new Condition(Condition.Type.DRIFTED, false, "AsDeclared", "")
                : new Condition(Condition.Type.DRIFTED, true, "Healing", "being replaced: " + healing);
    }

    private static Condition suspended(RunState state) {
        Declaration declaration = state.declaration();
        boolean suspended = state.declared() && declaration != null && declaration.policy().suspend();
        return suspended
                ? new Condition(Condition.Type.SUSPENDED, true, "Declared", "the blueprint suspends the run")
                : new Condition(Condition.Type.SUSPENDED, false, "Active", "");
    }

    private static String names(RunState state, BiPredicate<RunState, Instance> which) {
        return state.instances()
                .stream()
                .filter(one -> which.test(state, one))
                .map(one -> one.slot().toString())
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
