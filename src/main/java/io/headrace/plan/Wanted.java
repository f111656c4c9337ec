package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which slots a run shall have, and how far they are. */
final class Wanted {

    private Wanted() {}

    /** Gives each node as many slots as it declares: the highest are freed, new ones are above all that ever were. */
    static void adjust(Draft draft) {
        draft.change(state -> {
            Declaration declaration = state.declaration();
            SortedSet<Slot> slots = new TreeSet<>();
            SortedMap<String, Integer> highest = new TreeMap<>(state.highestIndex());
            if (state.declared() && declaration != null) {
                for (Node node : declaration.nodes()) {
                    slots.addAll(slots(node, state.slots(), highest));
                }
            }
            return state.withSlots(slots, highest);
        });
    }

    private static SortedSet<Slot> slots(Node node, SortedSet<Slot> before, Map<String, Integer> highest) {
        SortedSet<Slot> slots = before.stream()
                .filter(slot -> slot.node().equals(node.name()))
                .sorted()
                .limit(node.replicas())
                .collect(Collectors.toCollection(TreeSet::new));
        while (slots.size() < node.replicas()) {
            int index = highest.getOrDefault(node.name(), 0) + 1;
            highest.put(node.name(), index);
            slots.add(new Slot(node.name(), index));
        }
        return slots;
    }

    /** The instance that fills a slot now, if any does that is not on its way out. */
    static Optional<Instance> holder(RunState state, Slot slot) {
        return state.instances()
                .stream()
                .filter(one -> one.slot().equals(slot) && !one.removing() && one.state() != InstanceState.GONE)
                .findFirst();
    }

    /** Whether the instance is all that its slot declares. */
    static boolean settled(RunState state, Instance one) {
        return one.state() == InstanceState.READY && !one.removing() && !one.lost()
                && Difference.of(state, one) == Difference.NONE;
    }

    /** Whether no machine could be made for the instance, which its run may tolerate. */
    static boolean unprovisioned(Instance one) {
        return one.state() == InstanceState.FAILED && !one.removing() && one.machineId() == null
                && one.intent() == null;
    }

    /** Whether the failed creates are no more than the run tolerates. */
    static boolean tolerated(RunState state) {
        Declaration declaration = state.declaration();
        return declaration != null && state.instances().stream().filter(Wanted::unprovisioned).count() <= declaration
                .policy()
                .toleratedProvisioningFailures();
    }

    /** How many instances the run declares. */
    static int count(RunState state) {
        Declaration declaration = state.declaration();
        return state.declared() && declaration != null ? declaration.replicas() : 0;
    }

    static int ready(RunState state) {
        return (int) state.instances().stream().filter(one -> settled(state, one)).count();
    }

    /** Whether each of these slots is settled, or is one that the run does without. */
    static boolean allSettled(RunState state, List<Slot> slots) {
        boolean tolerated = tolerated(state);
        // What waits for the next attempt must not hold up the healing of what was ready.
        boolean lenient = Mode.of(state) == Mode.SETTLED;
        return slots.stream()
                .allMatch(slot -> holder(state, slot).filter(
                        one -> settled(state, one) || (tolerated && unprovisioned(one))
                                || (lenient && one.state() == InstanceState.READY && !one.lost()))
                        .isPresent());
    }

    /** Whether every node that this one depends on has all that it wants. */
    static boolean dependenciesReady(RunState state, Node node) {
        return allSettled(state,
                state.slots().stream().filter(slot -> node.dependsOn().contains(slot.node())).toList());
    }

    /** Whether nothing is left to do for the open attempt. */
    static boolean complete(RunState state) {
        Attempt attempt = state.attempt();
        if (attempt == null || !state.declared()) {
            return state.instances().isEmpty();
        }
        return state.slots().size() == count(state) && allSettled(state, List.copyOf(state.slots()))
                && state.instances().stream().noneMatch(one -> one.removing() || one.hasOpenSteps())
                && state.instances().stream().noneMatch(one -> Peers.outstanding(state, one));
    }

    /** The instance that the run waits for, in slot order. */
    static Optional<Instance> unsettled(RunState state) {
        return state.instances()
                .stream()
                .filter(one -> one.removing() || !settled(state, one))
                .min(Comparator.comparing(Instance::removing).thenComparing(Instance::slot));
    }
}
