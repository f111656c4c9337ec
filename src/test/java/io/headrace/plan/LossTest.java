package io.headrace.plan;

import io.headrace.model.Condition;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.Phase;
import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** Lost machines: seen twice, replaced at once, then later, then not any more for an hour. */
final class LossTest {

    private static final Declarations TWO = lamp(
            node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.ON_ADD, RecipeStep.ON_REMOVE));

    @Test
    void machine_absentOnce_isNotLost() {
        Scene scene = Scene.deployed(TWO);
        scene.apply(run -> Facts.observed(run, Scene.slot("web.1"), 1, Sighting.absent(Instant.EPOCH), scene.now));

        assertThat(scene.instance("web.1:1").lost()).isFalse();
        scene.apply(run -> Facts.observed(run, Scene.slot("web.1"), 1, Sighting.well("10.9.9.9"),
                scene.now.plusSeconds(10)));
        assertThat(scene.instance("web.1:1")).extracting(Instance::absentSince, Instance::address)
                .containsExactly(null,
                        "10.9.9.9");
    }

    @Test
    void machine_lostWhenReady_isReplacedAtOnceAndTheOthersAreTold() {
        Scene scene = Scene.deployed(TWO).lost("web.1:1");

        assertThat(scene.intents()).containsExactly("delete web.1:1");
        assertThat(condition(scene, Condition.Type.DRIFTED).status()).isTrue();
        scene.deleted("web.1:1");
        assertThat(scene.intents()).containsExactly("create web.1:2");
        scene.cooperate();
        assertThat(scene.ids()).containsExactly("web.1:2 ready", "web.2:1 ready");
        assertThat(scene.steps("web.2:1")).containsExactly("deploy succeeded", "onRemove succeeded", "onAdd succeeded");
        assertThat(condition(scene, Condition.Type.DRIFTED).status()).isFalse();
        assertThat(scene.timeline()).contains("drift web.1:1");
    }

    @Test
    void machine_lostAgain_isReplacedAfterAMinuteThenTwo() {
        Scene scene = Scene.deployed(TWO).lost("web.1:1").cooperate().lost("web.1:2");
        Instant second = scene.now;

        assertThat(scene.intents()).isEmpty();
        assertThat(Due.next(scene.state)).contains(second.plus(Duration.ofMinutes(1)));
        scene.pass(Duration.ofMinutes(1)).cooperate().lost("web.1:3");
        assertThat(Due.next(scene.state)).contains(scene.now.plus(Duration.ofMinutes(2)));
    }

    @Test
    void machine_lostTooOften_stallsUntilTheHourHasPassed() {
        Scene scene = lostThreeTimes().lost("web.1:4");

        assertThat(scene.ids()).containsExactly("web.1:4 ready", "web.2:1 ready");
        assertThat(condition(scene, Condition.Type.STALLED)).isEqualTo(new Condition(Condition.Type.STALLED, true,
                "LostTooOften", "machines were lost too often within an hour; the server tries again:"
                        + " web.1 after 2026-01-01T01:00:20Z; `headrace rerun lamp` tries at once"));
        scene.pass(Duration.ofMinutes(61));
        assertThat(scene.intents()).containsExactly("delete web.1:4");
    }

    @Test
    void machine_lostTooOften_isReplacedWhenAPersonRunsItAgain() {
        Scene scene = lostThreeTimes().lost("web.1:4").rerun();

        assertThat(scene.intents()).containsExactly("delete web.1:4");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:5 ready", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo("success c0ffee0000 2 of 2 instances ready");
        assertThat(scene.lost("web.1:5").pass(Duration.ofMinutes(1)).intents()).containsExactly("delete web.1:5");
    }

    @Test
    void machine_lostTooOften_isReplacedWhenACommitAffectsTheRun() {
        Scene scene = lostThreeTimes().lost("web.1:4").declare(TWO.with(node("web", 2).software("2")), "f00d000");

        assertThat(scene.cooperate().ids()).containsExactly("web.1:5 ready", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo("success f00d000 2 of 2 instances ready");
    }

    @Test
    void machine_lostInAttempts_countsInEachForItself() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234");
        for (int generation = 1; generation <= 3; generation++) {
            scene.created("web.1:" + generation).lost("web.1:" + generation).deleted("web.1:" + generation);
        }
        scene.created("web.1:4").lost("web.1:4").rerun();

        assertThat(scene.intents()).containsExactly("delete web.1:4");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success abc1234 1 of 1 instance ready");
    }

    @Test
    void machine_seenAbsentOnce_isNotCountedAsReadyAndSaysWhatComes() {
        Scene scene = Scene.deployed(TWO).seen("web.1:1", Sighting.absent(Instant.EPOCH));

        assertThat(condition(scene, Condition.Type.DRIFTED)).isEqualTo(new Condition(Condition.Type.DRIFTED, true,
                "Suspected", "web.1: its machine seems to be absent, seen once at 2026-01-01T00:00:10Z,"
                        + " mended when it is seen again"));
        assertThat(condition(scene, Condition.Type.READY)).isEqualTo(new Condition(Condition.Type.READY, false,
                "Drifted", "1 of 2 instances ready"));
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.READY);
        scene.seen("web.1:1", Sighting.well(null));
        assertThat(condition(scene, Condition.Type.READY)).isEqualTo(new Condition(Condition.Type.READY, true,
                "AllReady", "2 of 2 instances ready"));
    }

    @Test
    void machine_thatIsLeftAloneForAWhile_saysUntilWhen() {
        Scene scene = Scene.deployed(TWO).lost("web.1:1").cooperate().lost("web.1:2");

        assertThat(condition(scene, Condition.Type.DRIFTED).message()).isEqualTo("web.1: its machine is absent,"
                + " seen since 2026-01-01T00:00:30Z, mended after 2026-01-01T00:01:40Z");
    }

    @Test
    void machine_lostInAnOpenAttempt_isReplacedAtOnceThenFailsIt() {
        Scene scene = new Scene().declare(lamp(node("web", 1)), "abc1234");
        for (int generation = 1; generation <= 3; generation++) {
            scene.created("web.1:" + generation).lost("web.1:" + generation).deleted("web.1:" + generation);
            assertThat(notBefore(scene, "web.1:" + (generation + 1))).isEqualTo(scene.now);
        }
        scene.created("web.1:4").lost("web.1:4");

        assertThat(scene.lastTold()).isEqualTo(
                "failure abc1234 web.1 lost its machine more than 3 times within an hour;"
                        + " `headrace rerun lamp` tries again");
    }

    @Test
    void machine_lostWithObserve_isOnlyShown() {
        Scene scene = Scene.deployed(TWO.drift(Policy.Drift.OBSERVE)).lost("web.1:1");

        assertThat(scene.intents()).isEmpty();
        assertThat(condition(scene, Condition.Type.DRIFTED)).isEqualTo(new Condition(Condition.Type.DRIFTED, true,
                "MachineAbsent",
                "web.1: its machine is absent, seen since 2026-01-01T00:00:10Z, only shown as drift is 'observe'"));
    }

    @Test
    void machine_lostAndBack_isNotDrift() {
        Scene scene = Scene.deployed(TWO.drift(Policy.Drift.OBSERVE)).lost("web.1:1");
        scene.apply(run -> Facts.observed(run, Scene.slot("web.1"), 1, Sighting.well(null), scene.now.plusSeconds(10)));

        assertThat(condition(scene, Condition.Type.DRIFTED).status()).isFalse();
    }

    @Test
    void failedInstance_lostAfterItsAttempt_waitsForTheNext() {
        Scene scene = new Scene().declare(TWO, "abc1234")
                .created("web.1:1", "web.2:1")
                .bound("web.1:1")
                .exited(
                        "web.1:1:1", 1, "no")
                .lost("web.1:1");

        assertThat(scene.intents()).isEmpty();
        assertThat(scene.rerun().intents()).containsExactlyInAnyOrder("delete web.1:1", "delete web.2:1");
    }

    @Test
    void healing_stepFails_failsTheInstanceAndStalls() {
        Scene scene = Scene.deployed(TWO)
                .lost("web.1:1")
                .deleted("web.1:1")
                .created("web.1:2")
                .bound("web.1:2")
                .exited(
                        "web.1:2:1", 5, "no");

        assertThat(scene.ids()).containsExactly("web.1:2 failed", "web.2:1 executing");
        assertThat(condition(scene, Condition.Type.STALLED).reason()).isEqualTo("HealingFailed");
    }

    @Test
    void healing_agentNeverComes_failsAfterTheTimeOfAnAttempt() {
        Scene scene = Scene.deployed(TWO)
                .lost("web.1:1")
                .deleted("web.1:1")
                .created("web.1:2")
                .pass(
                        Duration.ofMinutes(31));

        assertThat(scene.ids()).contains("web.1:2 failed");
    }

    private static Scene lostThreeTimes() {
        Scene scene = Scene.deployed(TWO);
        for (int generation = 1; generation <= 3; generation++) {
            scene.lost("web.1:" + generation).cooperate().pass(Duration.ofMinutes(3)).cooperate();
        }
        return scene;
    }

    private static Instant notBefore(Scene scene, String id) {
        Intent intent = scene.instance(id).intent();
        return intent == null ? Instant.EPOCH : intent.notBefore();
    }

    private static Condition condition(Scene scene, Condition.Type type) {
        return Conditions.of(scene.state).stream().filter(one -> one.type() == type).findFirst().orElseThrow();
    }
}
