package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** What follows when a value that an instance gets from elsewhere changes. */
final class RewiredTest {

    private static final Declarations.Nodes DB = node("db", 1);
    private static final Declarations.Nodes WEB = node("web", 1).recipes(RecipeStep.DEPLOY, RecipeStep.VERIFY,
            RecipeStep.UPDATE);
    private static final Declarations LAMP = lamp(DB, WEB);

    /** Deployed when its input had a value. */
    private static Scene deployed(Declarations declarations) {
        return new Scene().declare(declarations, "c0ffee0000")
                .created("web.1:1")
                .wired("web.1:1", "url", "one")
                .cooperate();
    }

    @Test
    void value_changed_runsUpdateAndVerify() {
        Scene scene = deployed(LAMP).forgetTold().wired("web.1:1", "url", "two");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded", "update waiting",
                "verify waiting");
        assertThat(scene.cooperate().ids()).containsExactly("db.1:1 ready", "web.1:1 ready");
        assertThat(scene.told()).as("no attempt is open, so no commit is told").isEmpty();
    }

    @Test
    void value_theSameAgain_runsNothing() {
        Scene scene = deployed(LAMP).wired("web.1:1", "url", "one");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded");
    }

    @Test
    void value_changedWithoutAnUpdateRecipe_runsNothing() {
        Scene scene = deployed(lamp(DB, WEB.recipes(RecipeStep.DEPLOY))).wired("web.1:1", "url", "two");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded");
    }

    @Test
    void value_thatComesWhileDeploying_wasWaitedFor() {
        Scene scene = new Scene().declare(LAMP, "c0ffee0000")
                .created("web.1:1")
                .bound("web.1:1")
                .apply(run -> Facts.rewired(run, Map.of("web.1:1", new TreeMap<>())))
                .wired("web.1:1", "url", "one")
                .cooperate();

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded");
    }

    @Test
    void value_thatChangesWhileDeploying_runsUpdateAfterIt() {
        Scene scene = new Scene().declare(LAMP, "c0ffee0000")
                .created("web.1:1")
                .bound("web.1:1")
                .wired("web.1:1", "url", "one")
                .wired("web.1:1", "url", "two");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy waiting", "verify waiting");
        assertThat(scene.runs("web.1:1").steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded",
                "update succeeded", "verify succeeded");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success c0ffee0000 2 of 2 instances ready");
    }

    @Test
    void value_thatComesAfterReady_runsUpdate() {
        Scene scene = Scene.deployed(LAMP).wired("web.1:1", "other", "x");
        assertThat(scene.steps("web.1:1")).as("the first sight of all values").hasSize(2);

        assertThat(scene.wired("web.1:1", "url", "one").steps("web.1:1")).endsWith("update waiting", "verify waiting");
    }

    @Test
    void value_goneForAWhile_isKept() {
        Scene scene = deployed(LAMP).apply(run -> Facts.rewired(run, Map.of("web.1:1", new TreeMap<>())))
                .wired("web.1:1", "url", "one");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded");
    }

    @Test
    void value_changedDuringAnUpdateOfTheSoftware_isBroughtWithIt() {
        Scene scene = deployed(lamp(DB, WEB.dependsOn("db"))).declare(
                lamp(DB.software("2"), WEB.dependsOn("db").software("2")), "def5678")
                .wired("web.1:1", "url", "two")
                .cooperate();

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded", "update succeeded",
                "verify succeeded");
    }

    @Test
    void update_afterAChangedValueFails_isShown() {
        Scene scene = deployed(LAMP).wired("web.1:1", "url", "two").exited("web.1:1:3", 2, "no route");

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:1 failed");
        assertThat(scene.instance("web.1:1").message()).isEqualTo(
                "`update` failed on web.1 with exit code 2: no route");
        assertThat(scene.rerun().cooperate().ids()).containsExactly("db.1:1 ready", "web.1:1 ready");
    }

    @Test
    void change_storedButNotPlanned_isDueAtOnce() {
        Scene scene = deployed(LAMP);
        var changed = Facts.rewired(scene.state, Map.of("web.1:1", new TreeMap<>(Map.of("url", "two")))).state();

        assertThat(Due.next(changed)).contains(Instant.EPOCH);
        assertThat(Due.next(Planner.advance(changed, scene.now).state())).isEmpty();
    }

    @Test
    void software_thatFailed_isNotBroughtByAChangedValue() {
        Scene scene = deployed(LAMP.onFailure(Policy.OnFailure.STOP))
                .declare(lamp(DB.software("2"), WEB.software("2").dependsOn("db"))
                        .onFailure(Policy.OnFailure.STOP), "def5678")
                .exited("db.1:1:2", 1, "oops")
                .wired("web.1:1", "url", "two");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "verify succeeded");
        assertThat(scene.state.instances()).extracting(Instance::softwareHash).containsExactly("h1:s2", "h1:s1");
    }
}
