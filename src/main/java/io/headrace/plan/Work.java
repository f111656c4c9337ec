package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.Recipe;
import io.headrace.model.Software;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the agents of staying instances do next; an instance is given work when it has none. */
final class Work {

    private Work() {}

    static void advance(Draft draft) {
        Map<String, Boolean> turns = new HashMap<>();
        for (Instance one : draft.instances()) {
            Optional<Node> node = draft.node(one.slot()).filter(declared -> !one.removing());
            if (node.isEmpty()) {
                continue;
            }
            Instance next = noted(one, node.get().software());
            if (able(next)) {
                boolean turn = turns.computeIfAbsent(one.slot().node(),
                        name -> Wanted.dependenciesReady(draft.state(), node.get()));
                next = given(draft, next, node.get().software(), turn);
            }
            draft.put(next);
        }
    }

    static boolean able(Instance one) {
        return switch (one.state()) {
            case EXECUTING, REPORTING, READY -> one.bound() && !one.lost() && !one.hasOpenSteps();
            case PLANNED, CREATING, BOOTING, REMOVING, GONE, FAILED -> false;
        };
    }

    /** The instance with a note that its deploy succeeded, if so. */
    private static Instance noted(Instance one, Software software) {
        boolean deployed = one.bound() && one.softwareHash().equals(software.hash()) && one.stepCount() > 0
                && Sequence.undeployed(one, software).isEmpty();
        return deployed && !one.deployed() ? one.withDeployed() : one;
    }

    private static Instance given(Draft draft, Instance one, Software software, boolean turn) {
        Instance next = one;
        boolean changed = !one.softwareHash().equals(software.hash()) && (draft.mode() == Mode.OPEN || !ready(one))
                && Difference.of(draft.state(), one) != Difference.REPLACE;
        boolean rewired = ready(one) && Rewired.changed(one, software);
        if (changed || rewired) {
            if (!turn) {
                return one;
            }
            next = Rewired.begun(one.withSoftware(changed ? software.hash() : one.softwareHash(),
                    new Instance.Round(one.deployed(), one.stepCount()))).withState(InstanceState.EXECUTING);
        }
        if (ready(next)) {
            return Peers.told(draft, next, software);
        }
        return turn || (next.deployed() && Sequence.unfinished(next, software).isEmpty())
                ? brought(draft, next, software)
                : next;
    }

    static boolean ready(Instance one) {
        return one.state() == InstanceState.READY;
    }

    /** The next part of the way from the first recipe to ready. */
    private static Instance brought(Draft draft, Instance one, Software software) {
        List<Recipe> main = Sequence.unfinished(one, software);
        if (!main.isEmpty()) {
            Instance first = one.stepCount() == 0 ? Rewired.begun(one) : one;
            Instance next = first.deployed() ? first : first.withPeers(peers(draft, first));
            return Steps.append(next, main, draft.attemptNumber(), Map.of()).withState(InstanceState.EXECUTING);
        }
        Instance seen = Rewired.brought(one);
        Instance next = seen.deployed() ? seen : seen.withDeployed().withPeers(peers(draft, seen));
        List<Recipe> reports = Sequence.unreported(next, software);
        if (!reports.isEmpty()) {
            return Steps.append(next, reports, draft.attemptNumber(), Map.of()).withState(InstanceState.REPORTING);
        }
        return next.withState(InstanceState.READY);
    }

    /** All others that are there or to come: what a first deploy sees, nobody has to tell it again. */
    private static Set<String> peers(Draft draft, Instance one) {
        return draft.instances()
                .stream()
                .filter(other -> !other.removing() && other.state() != InstanceState.GONE
                        && !other.slot().equals(one.slot()))
                .map(Instance::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
