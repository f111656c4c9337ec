package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.Phase;
import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** How attempts follow each other, and what is kept after them. */
final class AttemptTest {

    private static final Declarations TWO = lamp(node("web", 2));

    @Test
    void newerCommit_whileOpen_supersedes() {
        Scene scene = new Scene().declare(TWO, "abc1234").declare(lamp(node("web", 1)), "def56789");

        assertThat(scene.told()).containsExactly("pending abc1234 waiting for 2 machines",
                "error abc1234 superseded by def5678", "pending def56789 waiting for 1 machine");
    }

    @Test
    void rerun_ready_isANewAttemptThatEndsAtOnce() {
        Scene scene = Scene.deployed(TWO).forgetTold().rerun();

        assertThat(scene.told()).containsExactly("pending c0ffee0000 2 of 2 ready",
                "success c0ffee0000 2 of 2 instances ready");
    }

    @Test
    void rerun_neverAttempted_changesNothing() {
        RunState fresh = RunState.fresh(Scene.LAMP);

        assertThat(Attempts.rerun(fresh, Scene.ALICE, Scene.START)).isEqualTo(Change.silent(fresh));
    }

    @Test
    void removal_ready_reportsDeletesAndIsDone() {
        Scene scene = Scene.deployed(lamp(node("web", 1).recipes(RecipeStep.DEPLOY, RecipeStep.PRE_SCALE,
                RecipeStep.REPORT))).remove("def5678");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "report succeeded", "report waiting");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.FINALIZING);
        assertThat(scene.cooperate().ids()).isEmpty();
        assertThat(scene.lastTold()).isEqualTo("success def5678 removed");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.DONE);
    }

    @Test
    void removal_others_areNotTold() {
        Scene scene = Scene.deployed(lamp(node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.ON_REMOVE)))
                .remove(
                        "def5678")
                .deleted("web.1:1");

        assertThat(scene.steps("web.2:1")).containsExactly("deploy succeeded");
    }

    @Test
    void removal_beforeSuccess_isCancelled() {
        Scene scene = new Scene().declare(TWO, "abc1234").created("web.1:1").remove("def5678").cooperate();

        assertThat(scene.told()).contains("error abc1234 superseded by def5678").endsWith("success def5678 removed");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void removal_notDeclared_changesNothing() {
        RunState fresh = RunState.fresh(Scene.LAMP);

        assertThat(Attempts.remove(fresh, "abc1234", Scene.ALICE, Scene.START)).isEqualTo(Change.silent(fresh));
    }

    @Test
    void removal_deadlinePassed_timesOutButGoesOn() {
        Scene scene = Scene.deployed(TWO).remove("def5678").deleted("web.1:1").pass(Duration.ofMinutes(30));

        assertThat(scene.lastTold()).isEqualTo("failure def5678 deadline of 30m passed while web.2 was Removing");
        assertThat(scene.intents()).containsExactly("delete web.2:1");
        assertThat(scene.deleted("web.2:1").ids()).isEmpty();
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.ABORTED);
    }

    @Test
    void revert_whileRemoving_waitsForTheOldGeneration() {
        Scene scene = Scene.deployed(TWO).remove("def5678").deleted("web.1:1").declare(TWO, "0123456");

        assertThat(scene.intents()).containsExactly("create web.1:2", "delete web.2:1");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:2 ready", "web.2:2 ready");
    }

    @Test
    void suspended_new_endsAtOnceAndPlansNothing() {
        Scene scene = new Scene().declare(TWO.suspended(true), "abc1234");

        assertThat(scene.told()).containsExactly("pending abc1234 waiting for 2 machines",
                "success abc1234 suspended");
        assertThat(scene.ids()).isEmpty();
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.PENDING);
    }

    @Test
    void suspended_ready_healsNothingUntilItIsResumed() {
        Scene scene = Scene.deployed(TWO).declare(TWO.suspended(true), "def5678").lost("web.1:1");

        assertThat(scene.intents()).isEmpty();
        assertThat(scene.declare(TWO, "0123456").cooperate().ids()).containsExactly("web.1:2 ready", "web.2:1 ready");
    }

    @Test
    void keepNever_success_deletesAndIsDone() {
        Scene scene = new Scene().declare(TWO.keep(Policy.Keep.NEVER), "abc1234")
                .created("web.1:1", "web.2:1")
                .bound(
                        "web.1:1", "web.2:1")
                .runs("web.1:1")
                .runs("web.2:1");

        assertThat(scene.lastTold()).isEqualTo("success abc1234 2 of 2 instances ready");
        assertThat(scene.intents()).containsExactly("delete web.1:1", "delete web.2:1");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.FINALIZING);
        assertThat(scene.cooperate().ids()).isEmpty();
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.DONE);
    }

    @Test
    void keepOnSuccess_failure_deletesAndIsAborted() {
        Scene scene = new Scene().declare(TWO.keep(Policy.Keep.ON_SUCCESS), "abc1234")
                .created("web.1:1")
                .abort("no")
                .cooperate();

        assertThat(scene.ids()).isEmpty();
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.ABORTED);
    }

    @Test
    void keepOnError_failure_keeps() {
        Scene scene = new Scene().declare(TWO.keep(Policy.Keep.ON_ERROR), "abc1234")
                .created("web.1:1")
                .abort("no")
                .cooperate();

        assertThat(scene.ids()).containsExactly("web.1:1 failed");
    }

    @Test
    void cleanedUp_rerun_beginsAgain() {
        Scene scene = new Scene().declare(TWO.keep(Policy.Keep.NEVER), "abc1234").cooperate().rerun();

        assertThat(scene.ids()).containsExactly("web.1:2 creating", "web.2:2 creating");
    }

    @Test
    void tolerated_failedCreate_isDoneWithout() {
        Scene scene = new Scene().declare(TWO.tolerating(1), "abc1234")
                .requested("web.1:1")
                .failed("web.1:1", "quota",
                        false)
                .created("web.2:1")
                .bound("web.2:1")
                .runs("web.2:1");

        assertThat(scene.ids()).containsExactly("web.1:1 failed", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo("success abc1234 1 of 2 instances ready");
        assertThat(scene.rerun().ids()).containsExactly("web.1:2 creating", "web.2:1 ready");
    }

    @Test
    void failedCreates_moreThanTolerated_abort() {
        Scene scene = new Scene().declare(TWO, "abc1234").requested("web.1:1").failed("web.1:1", "quota", false);

        assertThat(scene.lastTold()).isEqualTo("failure abc1234 web.1 could not be created: quota");
        assertThat(scene.state.attempt()).extracting(Attempt::abort).isEqualTo("web.1 could not be created: quota");
    }

    @Test
    void failedCreate_mayRetry_isTriedThreeTimes() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234");
        for (int tries = 0; tries < 2; tries++) {
            scene.requested("web.1:1").failed("web.1:1", "busy", true);
            assertThat(scene.ids()).containsExactly("web.1:1 creating");
        }
        scene.requested("web.1:1").failed("web.1:1", "busy", true);

        assertThat(scene.ids()).containsExactly("web.1:1 failed");
    }
}
