package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The way out of an instance: its last recipes, the delete, and nothing after. */
final class Leaving {

    private Leaving() {}

    /** What an instance does before it goes. */
    enum Recipes {
        /** The run goes on without it. */
        SCALE_AND_REPORT,
        /** The run ends. */
        REPORT,
        /** There is nobody to do it, or no reason any more. */
        NONE
    }

    /** Sends an instance on its way; one of which no cloud knows is gone at once. */
    static void leave(Draft draft, Instance one, Recipes wish) {
        if (one.removing() || one.state() == InstanceState.GONE) {
            return;
        }
        if (one.machineId() == null && !Machines.inFlight(one)) {
            draft.put(one.withIntent(null).withState(InstanceState.GONE));
            return;
        }
        Instance next = Steps.stop(Losses.notStarting(one).leaving(),
                step -> wish == Recipes.NONE || !Steps.report(step));
        List<Recipe> last = recipes(draft, one, wish);
        if (!last.isEmpty()) {
            next = Steps.append(next, last, draft.attemptNumber(),
                    wish == Recipes.SCALE_AND_REPORT ? Peers.environment("vm_remove", one.slot()) : Map.of());
        }
        // A create in flight must be known first, so such an instance keeps its state.
        draft.put(one.machineId() == null && one.state() != InstanceState.FAILED
                ? next
                : next.withState(last.isEmpty() ? InstanceState.REMOVING : working(last)));
    }

    private static InstanceState working(List<Recipe> last) {
        return last.stream().anyMatch(recipe -> recipe.step() == RecipeStep.PRE_SCALE)
                ? InstanceState.EXECUTING
                : InstanceState.REPORTING;
    }

    private static List<Recipe> recipes(Draft draft, Instance one, Recipes wish) {
        List<Recipe> recipes = new ArrayList<>();
        boolean able = wish != Recipes.NONE && one.bound() && !one.lost();
        draft.node(one.slot()).filter(node -> able).ifPresent(node -> {
            // A broken instance would fail its preScale too, and could never be scaled away.
            if (wish == Recipes.SCALE_AND_REPORT && one.deployed() && one.state() != InstanceState.FAILED) {
                recipes.addAll(node.software().recipes(RecipeStep.PRE_SCALE));
            }
            if (one.steps().stream().noneMatch(step -> Steps.report(step) && step.open())) {
                recipes.addAll(node.software().recipes(RecipeStep.REPORT));
            }
        });
        return recipes;
    }

    /** Asks for the delete of each leaving instance that has done its last step. */
    static void advance(Draft draft, Instant now) {
        boolean late = draft.attempt().map(attempt -> late(attempt, now)).orElse(true);
        for (Instance one : draft.instances()) {
            if (!one.removing() || one.state() == InstanceState.GONE) {
                continue;
            }
            if (held(draft.state(), one)) {
                continue;
            }
            Instance next = late || one.lost() ? Steps.drop(one) : one;
            if (next.intent() == null && !next.hasOpenSteps()) {
                next = next.withState(InstanceState.REMOVING)
                        .withIntent(new Intent(Intent.Verb.DELETE, 1, null, now, now));
            }
            draft.put(next);
        }
    }

    /**
     * Whether the instance failed in what it had to do before it goes, such as to give its data away: it stays until a new
     * attempt says that it goes nevertheless.
     */
    static boolean held(RunState state, Instance one) {
        return state.declared() && !state.cleanUp() && one.removing() && one.state() == InstanceState.FAILED
                && one.machineId() != null && !one.hasOpenSteps() && !one.lost()
                && one.steps()
                        .stream()
                        .anyMatch(step -> step.kind() == RecipeStep.PRE_SCALE && step.status() == Step.Status.FAILED);
    }

    /** Whether the last recipes had all the time that they get. */
    private static boolean late(Attempt attempt, Instant now) {
        return !now.isBefore(attempt.deadline()) || Aborting.late(attempt, now);
    }
}
