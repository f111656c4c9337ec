package io.headrace.plan;

import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** Phase and conditions along the life of a run. */
final class PhasesTest {

    private static final Declarations ONE = lamp(node("web", 1).recipes(RecipeStep.DEPLOY, RecipeStep.REPORT));

    @Test
    void phase_firstAttempt_goesFromPendingToReady() {
        assertThat(Phases.phase(RunState.fresh(Scene.LAMP))).isEqualTo(Phase.PENDING);
        Scene scene = new Scene().declare(ONE, "abc1234");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.PROVISIONING);
        assertThat(Phases.phase(scene.created("web.1:1").state)).isEqualTo(Phase.PROVISIONING);
        assertThat(Phases.phase(scene.bound("web.1:1").state)).isEqualTo(Phase.EXECUTING);
        assertThat(Phases.phase(scene.exited("web.1:1:1", 0, "").state)).isEqualTo(Phase.REPORTING);
        assertThat(Phases.phase(scene.exited("web.1:1:2", 0, "").state)).isEqualTo(Phase.READY);
    }

    @Test
    void phase_openAttemptOfAGoodRun_isUpdating() {
        Scene scene = Scene.deployed(ONE).declare(ONE.with(node("web", 2)), "def5678");

        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.UPDATING);
        assertThat(Phases.phase(scene.cooperate().state)).isEqualTo(Phase.READY);
    }

    @Test
    void conditions_ready_sayOnlyThat() {
        assertThat(Conditions.of(Scene.deployed(ONE).state)).containsExactly(
                new Condition(Condition.Type.READY, true, "AllReady", "1 of 1 instance ready"),
                new Condition(Condition.Type.RECONCILING, false, "Settled", ""),
                new Condition(Condition.Type.STALLED, false, "Moving", ""),
                new Condition(Condition.Type.DRIFTED, false, "AsDeclared", ""),
                new Condition(Condition.Type.SUSPENDED, false, "Active", ""));
    }

    @Test
    void conditions_failed_sayWhy() {
        Scene scene = new Scene().declare(ONE, "abc1234").created("web.1:1").abort("enough");

        assertThat(Conditions.of(scene.state)).contains(
                new Condition(Condition.Type.READY, false, "Aborted", "0 of 1 instance ready"),
                new Condition(Condition.Type.STALLED, true, "AttemptFailed", "enough"));
    }

    @Test
    void conditions_openAttempt_tellItsStory() {
        Scene scene = new Scene().declare(ONE, "abc1234");

        assertThat(Conditions.of(scene.state)).contains(
                new Condition(Condition.Type.RECONCILING, true, "AttemptOpen", "waiting for 1 machine"));
    }

    @Test
    void conditions_suspended_saySo() {
        assertThat(Conditions.of(new Scene().declare(ONE.suspended(true), "abc1234").state)).contains(
                new Condition(Condition.Type.SUSPENDED, true, "Declared", "the blueprint suspends the run"));
    }
}
