package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Software;
import io.headrace.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who is told of whom: deployed instances learn once of each that went ({@code onRemove}) or came ({@code onAdd}). */
final class Peers {

    private Peers() {}

    /** Whether an instance is still to be told something. */
    static boolean outstanding(RunState state, Instance one) {
        return one.state() == InstanceState.READY && !one.removing()
                && (!gone(state, one).isEmpty() || !newcomers(state, one).isEmpty());
    }

    /** The ready instance with steps that tell it of all that can be told now, removals first. */
    static Instance told(Draft draft, Instance one, Software software) {
        Instance again = repeated(draft, one, software);
        if (again.stepCount() > one.stepCount()) {
            return again.withState(InstanceState.EXECUTING);
        }
        RunState state = draft.state();
        Set<String> known = new TreeSet<>(one.peers());
        Instance next = one;
        for (Map.Entry<String, SortedSet<String>> left : byNode(gone(state, one)).entrySet()) {
            if (!leaving(state, one, left.getKey())) {
                known.removeAll(left.getValue());
                next = step(draft, next, software, RecipeStep.ON_REMOVE, left.getKey(), left.getValue());
            }
        }
        for (Map.Entry<String, SortedSet<String>> came : byNode(newcomers(state, one)).entrySet()) {
            if (!leaving(state, one, came.getKey()) && !coming(state, one, came.getKey())) {
                known.addAll(came.getValue());
                next = step(draft, next, software, RecipeStep.ON_ADD, came.getKey(), came.getValue());
            }
        }
        return next.withPeers(known)
                .withState(next.stepCount() > one.stepCount() ? InstanceState.EXECUTING : one.state());
    }

    private static Instance step(Draft draft, Instance one, Software software, RecipeStep kind, String node,
            SortedSet<String> ids) {
        String action = kind == RecipeStep.ON_ADD ? "vm_create" : "vm_remove";
        List<String> slots = ids.stream().map(Peers::slot).sorted().map(Slot::toString).toList();
        return Steps.append(one, software.recipes(kind), draft.attemptNumber(),
                environment(action, node, String.join(" ", slots)));
    }

    /** What a leaving instance is told of its own scaling. */
    static Map<String, String> environment(String action, Slot slot) {
        return environment(action, slot.node(), slot.toString());
    }

    private static Map<String, String> environment(String action, String node, String names) {
        return Map.of("HEADRACE_SCALING_ACTION", action, "HEADRACE_SCALING_NODE", node, "HEADRACE_SCALING_INSTANCES",
                names, "SLIPSTREAM_SCALING_ACTION", action, "SLIPSTREAM_SCALING_NODE", node,
                "SLIPSTREAM_SCALING_VMS", names);
    }

    /** The instance with another go at each scaling step whose last one did not succeed. */
    private static Instance repeated(Draft draft, Instance one, Software software) {
        Instance next = one;
        for (Step step : one.steps()) {
            boolean unfinished = Steps.scaling(step) && step.status() != Step.Status.SUCCEEDED
                    && last(one, step).filter(step::equals).isPresent();
            List<Recipe> recipes = software.recipes(step.kind())
                    .stream()
                    .filter(recipe -> unfinished && worth(draft.state(), step)
                            && recipe.component().equals(step.component()))
                    .toList();
            next = Steps.append(next, recipes, draft.attemptNumber(), step.environment());
        }
        return next;
    }

    /** Who was to be added and has gone since is not added any more. */
    private static boolean worth(RunState state, Step step) {
        String names = step.environment().getOrDefault("HEADRACE_SCALING_INSTANCES", "");
        return step.kind() == RecipeStep.ON_REMOVE || Stream.of(names.split(" "))
                .anyMatch(name -> !name.isEmpty() && Wanted.holder(state, Slot.parse(name)).isPresent());
    }

    private static Optional<Step> last(Instance one, Step same) {
        return one.steps()
                .stream()
                .filter(step -> step.kind() == same.kind() && step.component().equals(same.component())
                        && step.environment().equals(same.environment()))
                .reduce((step, later) -> later);
    }

    /** Known peers of which nothing is left. */
    private static List<String> gone(RunState state, Instance one) {
        List<String> present = state.instances()
                .stream()
                .filter(other -> other.state() != InstanceState.GONE)
                .map(Instance::id)
                .toList();
        return one.peers()
                .stream()
                .filter(id -> !present.contains(id) && concerns(state, slot(id)))
                .toList();
    }

    /** Unknown peers whose agents are there. */
    private static List<String> newcomers(RunState state, Instance one) {
        List<String> ids = new ArrayList<>();
        for (Instance other : state.instances()) {
            boolean there = other.bound() && !other.removing() && !other.lost();
            boolean able = other.state() != InstanceState.FAILED && other.state() != InstanceState.GONE;
            if (there && able && unknown(one, other) && concerns(state, other.slot())) {
                ids.add(other.id());
            }
        }
        return ids;
    }

    /** Whether an unknown peer of that node is on its way, so that all are told at once when it is there. */
    private static boolean coming(RunState state, Instance one, String node) {
        boolean unbound = state.instances()
                .stream()
                .filter(other -> other.slot().node().equals(node) && unknown(one, other) && !other.removing())
                .anyMatch(other -> switch (other.state()) {
                    case PLANNED, CREATING, BOOTING -> !other.bound();
                    case EXECUTING, REPORTING, READY, REMOVING, GONE, FAILED -> false;
                });
        return unbound || state.slots()
                .stream()
                .filter(slot -> slot.node().equals(node) && !slot.equals(one.slot()))
                .anyMatch(slot -> Wanted.holder(state, slot).isEmpty()
                        && (Mode.of(state) == Mode.OPEN || Losses.healing(state, slot)));
    }

    /** Whether a known peer of that node is on its way out. */
    private static boolean leaving(RunState state, Instance one, String node) {
        return state.instances()
                .stream()
                .anyMatch(other -> other.slot().node().equals(node) && other.removing()
                        && other.state() != InstanceState.GONE && one.peers().contains(other.id()));
    }

    private static boolean unknown(Instance one, Instance other) {
        return !other.slot().equals(one.slot()) && !one.peers().contains(other.id());
    }

    /** Without an attempt only what was healed is told; the rest of a failed attempt waits for the next. */
    private static boolean concerns(RunState state, Slot slot) {
        return Mode.of(state) == Mode.OPEN
                || state.losses().stream().anyMatch(loss -> loss.heal() && loss.slot().equals(slot));
    }

    private static SortedMap<String, SortedSet<String>> byNode(List<String> ids) {
        SortedMap<String, SortedSet<String>> nodes = new TreeMap<>();
        ids.forEach(id -> nodes.computeIfAbsent(slot(id).node(), node -> new TreeSet<>()).add(id));
        return nodes;
    }

    private static Slot slot(String id) {
        return Slot.parse(id.substring(0, id.indexOf(':')));
    }
}
