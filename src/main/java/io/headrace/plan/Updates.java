package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.Site;
import java.util.Optional;

/** What a newer declaration means for the instances of slots that stay wanted. */
final class Updates {

    private Updates() {}

    static void apply(Draft draft) {
        for (Instance one : draft.instances()) {
            Optional<Node> node = draft.node(one.slot());
            if (node.isPresent() && !one.removing() && one.state() != InstanceState.GONE) {
                apply(draft, one, node.get());
            }
        }
    }

    private static void apply(Draft draft, Instance one, Node node) {
        if (Machines.unasked(one)) {
            draft.put(adopted(draft, one, node));
            return;
        }
        switch (Difference.of(draft.state(), one)) {
            case NONE -> {
            }
            case VERSION -> draft.put(adopted(draft, one, node));
            case SOFTWARE -> draft.put(Steps.stop(one, Steps::main));
            case REPLACE -> {
                if (turn(draft, one, node)) {
                    Leaving.leave(draft, one, Leaving.Recipes.SCALE_AND_REPORT);
                }
            }
        }
    }

    /** What serves goes on serving until all that it depends on has been renewed. */
    private static boolean turn(Draft draft, Instance one, Node node) {
        return one.state() != InstanceState.READY || Wanted.dependenciesReady(draft.state(), node);
    }

    private static Instance adopted(Draft draft, Instance one, Node node) {
        Site site = Sites.of(draft.state().key().tenant(), node, one);
        return one.withSite(site).withSoftware(node.software().hash(), one.round());
    }
}
