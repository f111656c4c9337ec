package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Software;
import io.headrace.model.Step;
import java.util.List;
import java.util.stream.Stream;

/** Which recipes an instance still has to run for the software of its present round. */
final class Sequence {

    private static final List<RecipeStep> FIRST_BOOT = List.of(RecipeStep.PREPARE, RecipeStep.PACKAGES,
            RecipeStep.INSTALL, RecipeStep.DEPLOY);

    private Sequence() {}

    /** What brings the software and checks it, without what already succeeded. */
    static List<Recipe> unfinished(Instance one, Software software) {
        return Stream.concat(undeployed(one, software).stream(),
                software.recipes(RecipeStep.VERIFY).stream().filter(recipe -> !done(one, recipe))).toList();
    }

    /** What brings the software, without what already succeeded: build recipes count for ever, others for a round. */
    static List<Recipe> undeployed(Instance one, Software software) {
        List<RecipeStep> kinds = one.round().update()
                ? List.of(software.has(RecipeStep.UPDATE) ? RecipeStep.UPDATE : RecipeStep.DEPLOY)
                : FIRST_BOOT;
        return kinds.stream()
                .flatMap(kind -> software.recipes(kind).stream())
                .filter(recipe -> !done(one, recipe))
                .toList();
    }

    private static boolean done(Instance one, Recipe recipe) {
        boolean build = Steps.build(recipe.step());
        return one.steps()
                .stream()
                .anyMatch(step -> succeeded(step, recipe) && (build || Steps.number(step) > one.round().after()));
    }

    /** Report recipes that did not succeed since the software was last worked on. */
    static List<Recipe> unreported(Instance one, Software software) {
        int worked = Stream.concat(Stream.of(one.round().after()),
                one.steps().stream().filter(Steps::main).map(Steps::number)).max(Integer::compare).orElse(0);
        return software.recipes(RecipeStep.REPORT)
                .stream()
                .filter(recipe -> one.steps()
                        .stream()
                        .noneMatch(step -> succeeded(step, recipe) && Steps.number(step) > worked))
                .toList();
    }

    private static boolean succeeded(Step step, Recipe recipe) {
        return step.status() == Step.Status.SUCCEEDED && step.kind() == recipe.step()
                && step.component().equals(recipe.component()) && step.script().equals(recipe.script());
    }
}
