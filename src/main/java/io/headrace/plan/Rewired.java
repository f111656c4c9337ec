package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.Instance.Wiring;
import io.headrace.model.Node;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import io.headrace.model.Software;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values that reach an instance through wiring or as a secret: when one is not what its recipes have seen, {@code update}
 * runs where there is one. A value that comes for the first time while the instance deploys was waited for, and is seen.
 */
final class Rewired {

    private Rewired() {}

    /** The instance with what its inputs are now; one that has no value any more keeps its last. */
    static Instance noted(Instance one, SortedMap<String, String> now) {
        Wiring known = one.wiring();
        if (known == null) {
            return now.isEmpty() ? one : one.withWiring(new Wiring(now, now));
        }
        SortedMap<String, String> all = new TreeMap<>(known.now());
        all.putAll(now);
        if (!Adoption.adopted(one)) {
            return one.withWiring(new Wiring(known.used(), all));
        }
        // Agents tell one after the other what was set before history was lost: its recipes have seen that.
        SortedMap<String, String> used = new TreeMap<>(all);
        used.putAll(known.used());
        return one.withWiring(new Wiring(used, all));
    }

    /** The instance whose recipes are about to begin: they see what there is. */
    static Instance begun(Instance one) {
        Wiring known = one.wiring();
        return known == null ? one : one.withWiring(new Wiring(known.now(), known.now()));
    }

    /** The instance whose recipes have ended: what was not there when they began, they have waited for. */
    static Instance brought(Instance one) {
        Wiring known = one.wiring();
        if (known == null) {
            return one;
        }
        SortedMap<String, String> seen = new TreeMap<>(known.now());
        seen.putAll(known.used());
        return one.withWiring(new Wiring(seen, known.now()));
    }

    /** Whether a value is another than its recipes have seen, and there is a recipe for that. */
    static boolean changed(Instance one, Software software) {
        Wiring known = one.wiring();
        return known != null && one.deployed() && software.has(RecipeStep.UPDATE)
                && one.softwareHash().equals(software.hash())
                && known.now()
                        .entrySet()
                        .stream()
                        .anyMatch(now -> !now.getValue().equals(known.used().get(now.getKey())));
    }

    /** Whether the instance would begin its update now, if somebody looked. */
    static boolean due(RunState state, Instance one) {
        boolean planned = Mode.of(state) == Mode.OPEN || Mode.of(state) == Mode.SETTLED;
        return planned && state.declared() && Work.ready(one) && Work.able(one) && !one.removing()
                && state.declaration() != null
                && state.declaration()
                        .node(one.slot().node())
                        .filter(node -> begins(state, one, node))
                        .isPresent();
    }

    private static boolean begins(RunState state, Instance one, Node node) {
        return changed(one, node.software()) && Wanted.dependenciesReady(state, node);
    }
}
