package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Policy;
import java.util.List;
import java.util.stream.Stream;

import static io.headrace.model.RecipeStep.DEPLOY;
import static io.headrace.model.RecipeStep.INSTALL;
import static io.headrace.model.RecipeStep.ON_ADD;
import static io.headrace.model.RecipeStep.ON_REMOVE;
import static io.headrace.model.RecipeStep.PRE_SCALE;
import static io.headrace.model.RecipeStep.REPORT;
import static io.headrace.model.RecipeStep.UPDATE;
import static io.headrace.model.RecipeStep.VERIFY;
import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;

/** The declarations between which the commits of a simulated world choose. */
final class Variants {

    private static final Declarations.Nodes DB = node("db", 1).recipes(INSTALL, DEPLOY, REPORT);
    private static final Declarations.Nodes WEB = node("web", 2).recipes(DEPLOY, VERIFY, UPDATE, ON_ADD, ON_REMOVE,
            PRE_SCALE, REPORT).dependsOn("db");

    static final List<Declaration> ALL = Stream.of(lamp(DB, WEB), lamp(DB, WEB.replicas(3)), lamp(DB, WEB.replicas(1)),
            lamp(DB, WEB.software("2")), lamp(DB.software("2"), WEB.machine("2")),
            lamp(DB, WEB.clouds("geneva", "paris")), lamp(WEB.dependsOn(new String[0])),
            lamp(DB, WEB.software("3")).strategy(Policy.Strategy.RECREATE), lamp(DB, WEB).keep(Policy.Keep.NEVER),
            lamp(DB, WEB).keep(Policy.Keep.ON_SUCCESS), lamp(DB, WEB).tolerating(1),
            lamp(DB, WEB).drift(Policy.Drift.OBSERVE), lamp(DB, WEB).drift(Policy.Drift.PROPOSE),
            lamp(DB, WEB).suspended(true),
            lamp(DB.recipes(), WEB.recipes(ON_ADD).replicas(3)), lamp(DB, WEB.software("h2:1").machine("h2:1")))
            .map(Declarations::build)
            .toList();

    private Variants() {}
}
