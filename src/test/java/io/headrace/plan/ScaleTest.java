package io.headrace.plan;

import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import io.headrace.model.Step;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** Which slots come and go, and who is told of it. */
final class ScaleTest {

    private static final Declarations.Nodes WEB = node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.ON_ADD,
            RecipeStep.ON_REMOVE, RecipeStep.PRE_SCALE, RecipeStep.REPORT);
    private static final Declarations TWO = lamp(node("lb", 1).recipes(RecipeStep.DEPLOY, RecipeStep.ON_ADD), WEB);
    private static final Declarations THREE = TWO.with(WEB.replicas(3));
    private static final Declarations ONE = TWO.with(WEB.replicas(1));

    @Test
    void scaleUp_one_createsTheNextIndexAndTouchesNothingElse() {
        Scene scene = Scene.deployed(TWO).declare(THREE, "def5678");

        assertThat(scene.intents()).containsExactly("create web.3:1");
        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 ready", "web.2:1 ready", "web.3:1 creating");
    }

    @Test
    void scaleUp_newcomersAgentComes_othersRunOnAddBesideItsDeploy() {
        Scene scene = Scene.deployed(TWO).declare(THREE, "def5678").created("web.3:1").bound("web.3:1");

        assertThat(scene.steps("web.3:1")).containsExactly("deploy waiting");
        assertThat(scene.steps("lb.1:1")).containsExactly("deploy succeeded", "onAdd waiting");
        assertThat(scene.instance("lb.1:1").steps().getLast()).isEqualTo(new Step("lb.1:1:2", RecipeStep.ON_ADD, "lb",
                "onAdd-lb", 2,
                Map.of("HEADRACE_SCALING_ACTION", "vm_create", "HEADRACE_SCALING_NODE", "web",
                        "HEADRACE_SCALING_INSTANCES", "web.3", "SLIPSTREAM_SCALING_ACTION", "vm_create",
                        "SLIPSTREAM_SCALING_NODE", "web", "SLIPSTREAM_SCALING_VMS", "web.3"),
                Step.Status.WAITING, null));
        assertThat(scene.cooperate().lastTold()).isEqualTo("success def5678 4 of 4 instances ready");
        assertThat(scene.steps("web.3:1")).containsExactly("deploy succeeded", "report succeeded");
    }

    @Test
    void scaleUp_several_areToldOfTogether() {
        Scene scene = Scene.deployed(TWO)
                .declare(TWO.with(WEB.replicas(4)), "def5678")
                .created("web.3:1", "web.4:1")
                .bound("web.3:1");

        assertThat(scene.steps("lb.1:1")).containsExactly("deploy succeeded");
        scene.bound("web.4:1");
        assertThat(scene.instance("lb.1:1").steps().getLast().environment()).containsEntry(
                "HEADRACE_SCALING_INSTANCES", "web.3 web.4");
    }

    @Test
    void scaleDown_one_runsItsLastRecipesIsDeletedThenTheRestRunOnRemove() {
        Scene scene = Scene.deployed(TWO).declare(ONE, "def5678");

        assertThat(scene.steps("web.2:1")).containsExactly("deploy succeeded", "report succeeded", "preScale waiting",
                "report waiting");
        assertThat(scene.intents()).isEmpty();
        scene.runs("web.2:1");
        assertThat(scene.intents()).containsExactly("delete web.2:1");
        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "report succeeded");
        scene.deleted("web.2:1");
        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 executing");
        assertThat(scene.instance("web.1:1").steps().getLast().environment()).containsEntry(
                "HEADRACE_SCALING_ACTION", "vm_remove").containsEntry("HEADRACE_SCALING_INSTANCES", "web.2");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success def5678 2 of 2 instances ready");
    }

    @Test
    void index_thatLeft_isNotUsedAgain() {
        Scene scene = Scene.deployed(TWO).declare(ONE, "def5678").cooperate().declare(THREE, "0123456").cooperate();

        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 ready", "web.3:1 ready", "web.4:1 ready");
    }

    @Test
    void run_endedAndDeclaredAgain_beginsAtOneWithTheNextGeneration() {
        Scene scene = Scene.deployed(TWO).remove("def5678").cooperate().declare(TWO, "0123456").cooperate();

        assertThat(scene.ids()).containsExactly("lb.1:2 ready", "web.1:2 ready", "web.2:2 ready");
    }

    @Test
    void node_thatLeavesTheApplication_runsItsLastRecipes() {
        Scene scene = Scene.deployed(TWO).declare(TWO.without("web"), "def5678");

        assertThat(scene.steps("web.1:1")).endsWith("preScale waiting", "report waiting");
        assertThat(scene.cooperate().ids()).containsExactly("lb.1:1 ready");
    }

    @Test
    void leaving_agentSaysNothing_isDeletedAtTheDeadline() {
        Scene scene = Scene.deployed(TWO).declare(ONE, "def5678").pass(Duration.ofMinutes(30));

        assertThat(scene.intents()).containsExactly("delete web.2:1");
    }

    @Test
    void leaving_createInFlight_isDeletedOnceItIsKnown() {
        Scene scene = Scene.deployed(TWO).declare(THREE, "def5678").requested("web.3:1").declare(TWO, "0123456");

        assertThat(scene.intents()).containsExactly("create web.3:1");
        assertThat(scene.created("web.3:1").intents()).containsExactly("delete web.3:1");
    }

    @Test
    void leaving_createNeverSent_isForgotten() {
        Scene scene = Scene.deployed(TWO).declare(THREE, "def5678").declare(TWO, "0123456");

        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 ready", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo("success 0123456 3 of 3 instances ready");
    }

    @Test
    void onAdd_failing_failsItsInstanceAndRunsAgainInTheNextAttempt() {
        Scene scene = Scene.deployed(TWO)
                .declare(THREE.onFailure(Policy.OnFailure.STOP), "def5678")
                .created("web.3:1")
                .bound("web.3:1")
                .exited(
                        "lb.1:1:2", 4, "no such backend");

        assertThat(scene.ids()).contains("lb.1:1 failed");
        assertThat(scene.cooperate().lastTold()).isEqualTo(
                "failure def5678 `onAdd` failed on lb.1 with exit code 4: no such backend");
        scene.rerun().cooperate();
        assertThat(scene.steps("lb.1:1")).containsExactly("deploy succeeded", "onAdd failed", "onAdd succeeded");
        assertThat(scene.lastTold()).isEqualTo("success def5678 4 of 4 instances ready");
    }

    @Test
    void onAdd_failedAndTheNewcomerLeaves_isNotTriedAgain() {
        Scene scene = Scene.deployed(TWO)
                .declare(THREE, "def5678")
                .created("web.3:1")
                .bound("web.3:1")
                .exited("lb.1:1:2", 4, "no such backend")
                .cooperate();

        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 ready", "web.2:1 ready");
        assertThat(scene.steps("lb.1:1")).containsExactly("deploy succeeded", "onAdd failed");
        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `onAdd` failed on lb.1 with exit code 4: no such backend; back on c0ffee0");
    }

    @Test
    void preScale_failing_keepsItsInstanceUntilTheNextAttempt() {
        Scene scene = Scene.deployed(TWO)
                .declare(ONE, "def5678")
                .exited("web.2:1:3", 5, "cannot hand over 3 shards")
                .cooperate();

        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `preScale` failed on web.2 with exit code 5: cannot hand"
                        + " over 3 shards; web.2 stays until the next attempt");
        assertThat(scene.ids()).containsExactly("lb.1:1 ready", "web.1:1 ready", "web.2:1 failed");
        assertThat(scene.intents()).isEmpty();
        assertThat(scene.rerun().intents()).containsExactly("delete web.2:1");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success def5678 2 of 2 instances ready");
    }
}
