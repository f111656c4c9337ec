package io.headrace.agent;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value belongs to: one generation of one slot, or the run.
 *
 * @param slot null for the run
 * @param generation 0 while the slot has had none
 */
record Place(@Nullable Slot slot, int generation) {

    static final Place RUN = new Place(null, 0);

    static Place of(Slot slot, int generation) {
        return new Place(slot, generation);
    }

    static Place newest(RunState state, Slot slot) {
        return new Place(slot, state.generations().getOrDefault(slot.toString(), 0));
    }

    /** The newest generation of the lowest wanted index, whether healthy or not. */
    static Place lowest(RunState state, String node) {
        return state.slots()
                .stream()
                .filter(slot -> slot.node().equals(node))
                .findFirst()
                .map(slot -> newest(state, slot))
                .orElseGet(() -> new Place(new Slot(node, 1), 0));
    }

    /** Reads what {@link #scope()} wrote. */
    static Place parse(String scope) {
        if (scope.equals("run")) {
            return RUN;
        }
        if (!scope.matches("[a-z0-9-]{1,63}\\.[1-9][0-9]{0,8}:[1-9][0-9]{0,8}")) {
            throw Request.bad("not the owner of a value: " + scope);
        }
        int colon = scope.indexOf(':');
        return of(Slot.parse(scope.substring(0, colon)), Integer.parseInt(scope.substring(colon + 1)));
    }

    /** As the store names it. */
    String scope() {
        return slot == null ? "run" : slot + ":" + generation;
    }

    Optional<Instance> instance(RunState state) {
        return slot == null ? Optional.empty() : state.instance(slot, generation);
    }

    /** Whether its recipes run, or have run; for the run: those of all instances that are wanted. */
    boolean executing(RunState state) {
        return slot == null
                ? state.slots().stream().allMatch(one -> newest(state, one).executing(state))
                : instance(state).map(one -> one.state().compareTo(InstanceState.EXECUTING) >= 0).orElse(false);
    }
}
