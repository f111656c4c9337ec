package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.Phase;
import io.headrace.model.RecipeStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** The simple path: from a declaration to ready machines, and what is told on the way. */
final class DeployTest {

    private static final Declarations TWO = lamp(node("web", 2));

    @Test
    void declaration_new_plansEachSlotAndAsksForItsMachine() {
        Scene scene = new Scene().declare(TWO, "abc1234567");

        assertThat(scene.ids()).containsExactly("web.1:1 creating", "web.2:1 creating");
        assertThat(scene.intents()).containsExactly("create web.1:1", "create web.2:1");
        assertThat(scene.told()).containsExactly("pending abc1234567 waiting for 2 machines");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void declaration_cooperatingWorld_endsReadyWithOneSuccess() {
        Scene scene = Scene.deployed(TWO);

        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo("success c0ffee0000 2 of 2 instances ready");
        assertThat(scene.state.attempt()).extracting(Attempt::end)
                .isEqualTo(
                        new Attempt.End(Attempt.Outcome.SUCCEEDED, "2 of 2 instances ready", Scene.START));
        assertThat(scene.state.goodCommit()).isEqualTo("c0ffee0000");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.READY);
        assertThat(Due.next(scene.state)).isEmpty();
    }

    @Test
    void progress_eachPart_isToldOnce() {
        Scene scene = new Scene().declare(TWO, "abc1234567")
                .created("web.1:1", "web.2:1")
                .bound("web.1:1")
                .runs(
                        "web.1:1")
                .bound("web.2:1")
                .runs("web.2:1");

        assertThat(scene.told()).containsExactly("pending abc1234567 waiting for 2 machines",
                "pending abc1234567 0 of 2 ready; booting web.2; executing web.1",
                "pending abc1234567 1 of 2 ready; booting web.2", "pending abc1234567 1 of 2 ready; executing web.2",
                "success abc1234567 2 of 2 instances ready");
    }

    @Test
    void timeline_simplePath_hasOneEntryPerChange() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234567")
                .created("web.1:1")
                .bound("web.1:1")
                .started("web.1:1:1")
                .exited("web.1:1:1", 0, "");

        assertThat(scene.timeline()).containsExactly("attempt.opened", "instance.planned web.1:1",
                "instance.creating web.1:1", "instance.booting web.1:1", "instance.executing web.1:1",
                "step.started web.1:1", "step.succeeded web.1:1", "instance.ready web.1:1", "attempt.ended");
    }

    @Test
    void firstBoot_allRecipes_runInOrderThenReport() {
        Scene scene = new Scene().declare(lamp(node("web", 1).recipes(RecipeStep.values())), "abc1234567")
                .created(
                        "web.1:1")
                .bound("web.1:1");

        assertThat(scene.steps("web.1:1")).containsExactly("prepare waiting", "packages waiting", "install waiting",
                "deploy waiting", "verify waiting");
        scene.cooperate();
        assertThat(scene.steps("web.1:1")).containsExactly("prepare succeeded", "packages succeeded",
                "install succeeded", "deploy succeeded", "verify succeeded", "report succeeded");
        assertThat(scene.timeline()).containsSubsequence("instance.executing web.1:1", "instance.reporting web.1:1",
                "instance.ready web.1:1");
    }

    @Test
    void recipes_none_readyWhenTheAgentComes() {
        Scene scene = new Scene().declare(lamp(node("web", 1).recipes()), "abc1234567")
                .created("web.1:1")
                .bound(
                        "web.1:1");

        assertThat(scene.ids()).containsExactly("web.1:1 ready");
    }

    @Test
    void agent_beforeTheCloudAnswers_executesWhenTheMachineIsKnown() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234567").requested("web.1:1").bound("web.1:1");

        assertThat(scene.ids()).containsExactly("web.1:1 creating");
        assertThat(scene.created("web.1:1").ids()).containsExactly("web.1:1 executing");
    }

    @Test
    void dependsOn_notReady_waitsWithItsRecipes() {
        Scene scene = new Scene().declare(lamp(node("db", 2), node("web", 1).dependsOn("db")), "abc1234567")
                .created(
                        "db.1:1", "db.2:1", "web.1:1")
                .bound("db.1:1", "db.2:1", "web.1:1")
                .runs("db.1:1");

        assertThat(scene.steps("web.1:1")).isEmpty();
        assertThat(scene.runs("db.2:1").steps("web.1:1")).containsExactly("deploy waiting");
    }

    @Test
    void sites_several_spreadByIndex() {
        Scene scene = new Scene().declare(lamp(node("web", 3).clouds("geneva", "paris")), "abc1234567");

        assertThat(scene.state.instances()).extracting(one -> one.site().cloud().name())
                .containsExactly("geneva",
                        "paris", "geneva");
    }

    @Test
    void declaration_sameHash_opensNothing() {
        Scene scene = Scene.deployed(TWO);

        assertThat(Attempts.declare(scene.state, TWO.build(), "def5678901", Scene.ALICE, scene.now)).isEqualTo(
                Change.silent(scene.state));
    }

    @Test
    void replicas_none_readyAtOnce() {
        Scene scene = new Scene().declare(lamp(node("web", 0)), "abc1234567");

        assertThat(scene.lastTold()).isEqualTo("success abc1234567 0 of 0 instances ready");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.READY);
    }

    @Test
    void due_openAttempt_isItsDeadlineOrAnEarlierCall() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234567").created("web.1:1");

        assertThat(Due.next(scene.state)).contains(Scene.START.plus(Duration.ofMinutes(30)));
    }
}
