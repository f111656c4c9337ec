package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes to the list of steps of one instance. */
final class Steps {

    private static final int LIMIT = 100;

    private Steps() {}

    /** The number in a step's id, which counts the steps of its instance. */
    static int number(Step step) {
        return Integer.parseInt(step.id().substring(step.id().lastIndexOf(':') + 1));
    }

    static boolean report(Step step) {
        return step.kind() == RecipeStep.REPORT;
    }

    static boolean scaling(Step step) {
        return step.kind() == RecipeStep.ON_ADD || step.kind() == RecipeStep.ON_REMOVE;
    }

    /** Steps that bring the software: neither reports nor anything about scaling. */
    static boolean main(Step step) {
        return switch (step.kind()) {
            case PREPARE, PACKAGES, INSTALL, DEPLOY, VERIFY, UPDATE -> true;
            case REPORT, ON_ADD, ON_REMOVE, PRE_SCALE, POST_SCALE -> false;
        };
    }

    /** Asks the instance to run these recipes, in this order, after what it was asked before. */
    static Instance append(Instance one, List<Recipe> recipes, int attempt, Map<String, String> environment) {
        List<Step> steps = new ArrayList<>(one.steps());
        int count = one.stepCount();
        for (Recipe recipe : recipes) {
            count++;
            steps.add(new Step(one.id() + ":" + count, recipe.step(), recipe.component(), recipe.script(), attempt,
                    environment, Step.Status.WAITING, null));
        }
        return one.withSteps(kept(one, steps), count);
    }

    /** The steps without the oldest that nothing depends on any more, so that a run never grows without end. */
    private static List<Step> kept(Instance one, List<Step> steps) {
        List<Step> kept = new ArrayList<>(steps);
        for (Step step : steps) {
            boolean past = !step.open() && !build(step.kind()) && number(step) <= one.round().after();
            if (kept.size() > LIMIT && past) {
                kept.remove(step);
            }
        }
        return kept;
    }

    /** Whether recipes of this step make the machine what it is, once for all rounds. */
    static boolean build(RecipeStep kind) {
        return switch (kind) {
            case PREPARE, PACKAGES, INSTALL -> true;
            case DEPLOY, VERIFY, REPORT, ON_ADD, ON_REMOVE, PRE_SCALE, POST_SCALE, UPDATE -> false;
        };
    }

    /** Ends steps that wait, and lets the agent end those that run. */
    static Instance stop(Instance one, Predicate<Step> which) {
        return map(one, step -> which.test(step) ? stopped(step) : step);
    }

    /** Ends open steps without waiting for anyone. */
    static Instance drop(Instance one) {
        return map(one, step -> step.open() ? step.with(Step.Status.ENDED, null) : step);
    }

    /** Ends only what has not begun. */
    static Instance dropWaiting(Instance one, Predicate<Step> which) {
        return map(one, step -> step.status() == Step.Status.WAITING && which.test(step)
                ? step.with(Step.Status.ENDED, null)
                : step);
    }

    static Instance replace(Instance one, Step next) {
        return map(one, step -> step.id().equals(next.id()) ? next : step);
    }

    private static Step stopped(Step step) {
        return switch (step.status()) {
            case WAITING -> step.with(Step.Status.ENDED, null);
            case RUNNING -> step.with(Step.Status.ENDING, null);
            case ENDING, SUCCEEDED, FAILED, ENDED -> step;
        };
    }

    private static Instance map(Instance one, UnaryOperator<Step> how) {
        return one.withSteps(one.steps().stream().map(how).toList(), one.stepCount());
    }
}
