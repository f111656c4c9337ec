package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Phase;
import io.headrace.model.RunState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a run is, in one word. */
public final class Phases {

    private static final Set<InstanceState> PROVISIONING = EnumSet.of(InstanceState.PLANNED, InstanceState.CREATING,
            InstanceState.BOOTING);

    private Phases() {}

    /** The phase: a pure function of instances, latest attempt and whether the run is declared. */
    public static Phase phase(RunState state) {
        Attempt attempt = state.attempt();
        if (attempt == null) {
            return Phase.PENDING;
        }
        Attempt.End end = attempt.end();
        boolean empty = state.instances().isEmpty();
        if (!state.declared()) {
            return end == null || !empty ? Phase.FINALIZING : ended(state, end);
        }
        if (state.cleanUp()) {
            boolean good = end != null && (end.outcome() == Attempt.Outcome.SUCCEEDED
                    || end.outcome() == Attempt.Outcome.ROLLED_BACK);
            return !empty ? Phase.FINALIZING : good ? Phase.DONE : Phase.ABORTED;
        }
        if (end == null) {
            return attempt.aborted() ? Phase.REPORTING : busy(state, true);
        }
        return switch (end.outcome()) {
            case FAILED, TIMED_OUT, CANCELLED, SUPERSEDED -> Phase.ABORTED;
            case SUCCEEDED, ROLLED_BACK, SUSPENDED, LOST -> busy(state, false);
        };
    }

    private static Phase ended(RunState state, Attempt.End end) {
        if (end.outcome() != Attempt.Outcome.SUCCEEDED) {
            return Phase.ABORTED;
        }
        return state.goodCommit() == null ? Phase.CANCELLED : Phase.DONE;
    }

    private static Phase busy(RunState state, boolean open) {
        List<Instance> staying = state.instances().stream().filter(one -> !one.removing()).toList();
        Set<InstanceState> states = staying.stream()
                .map(Instance::state)
                .collect(
                        Collectors.toCollection(() -> EnumSet.noneOf(InstanceState.class)));
        if (open && state.goodCommit() != null) {
            return Wanted.complete(state) ? Phase.READY : Phase.UPDATING;
        }
        if (states.isEmpty()) {
            return Wanted.count(state) == 0 ? Phase.READY : Phase.PENDING;
        }
        if (states.stream().anyMatch(PROVISIONING::contains)) {
            return Phase.PROVISIONING;
        }
        if (states.contains(InstanceState.EXECUTING)) {
            return Phase.EXECUTING;
        }
        if (states.contains(InstanceState.REPORTING)) {
            return Phase.REPORTING;
        }
        return states.contains(InstanceState.READY) ? Phase.READY : Phase.PENDING;
    }
}
