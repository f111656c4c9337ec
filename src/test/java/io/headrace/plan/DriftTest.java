package io.headrace.plan;

import io.headrace.model.Condition;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.Policy;
import io.headrace.model.Proposal;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** Stopped and changed machines, silent agents, and plans that wait for somebody. */
final class DriftTest {

    private static final Declarations TWO = lamp(
            node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.ON_ADD, RecipeStep.ON_REMOVE));
    private static final Declarations ASKS = TWO.drift(Policy.Drift.PROPOSE);
    private static final Sighting STOPPED = Sighting.stopped(true, Instant.EPOCH);
    private static final Sighting CHANGED = Sighting.changed("it has 2 cpu", Instant.EPOCH);
    private static final Silence SILENT = new Silence(true, null);

    @Test
    void stoppedMachine_ofACloudThatCanStart_isStartedAndNobodyElseIsTold() {
        Scene scene = Scene.deployed(TWO).forgetTold().seen("web.1:1", STOPPED).seen("web.1:1", STOPPED);

        assertThat(scene.intents()).containsExactly("start web.1:1");
        assertThat(condition(scene, Condition.Type.DRIFTED)).isEqualTo(new Condition(Condition.Type.DRIFTED, true,
                "MachineStopped",
                "web.1: its machine is stopped, seen since 2026-01-01T00:00:10Z, and is being started again"));
        scene.cooperate();
        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:1 ready");
        assertThat(scene.timeline()).containsExactly("drift web.1:1", "drift.restart web.1:1", "drift.ended web.1:1");
        assertThat(scene.statuses).isEmpty();
    }

    @Test
    void stoppedMachine_ofACloudThatCannotStart_isReplacedAtOnce() {
        Sighting ended = Sighting.stopped(false, Instant.EPOCH);
        Scene scene = Scene.deployed(TWO).seen("web.1:1", ended).seen("web.1:1", ended);

        assertThat(scene.intents()).containsExactly("delete web.1:1");
    }

    @Test
    void startedMachine_thatStaysStopped_isReplacedAfterAMinute() {
        Scene scene = Scene.deployed(TWO).seen("web.1:1", STOPPED).seen("web.1:1", STOPPED);
        scene.apply(run -> Facts.started(run, Scene.slot("web.1"), 1, scene.now));
        Instant started = scene.now;
        scene.seen("web.1:1", STOPPED);

        assertThat(scene.intents()).isEmpty();
        assertThat(Due.next(scene.state)).contains(started.plus(Duration.ofMinutes(1)));
        assertThat(scene.pass(Duration.ofMinutes(1)).intents()).containsExactly("delete web.1:1");
    }

    @Test
    void start_thatFails_isFollowedByAReplacement() {
        Scene scene = Scene.deployed(TWO).seen("web.1:1", STOPPED).seen("web.1:1", STOPPED);
        scene.failed("web.1:1", "its disk is gone", false);

        assertThat(scene.instance("web.1:1").message())
                .isEqualTo("the machine could not be started again: its disk is gone");
        assertThat(scene.pass(Duration.ofMinutes(2)).intents()).containsExactly("delete web.1:1");
    }

    @Test
    void changedMachine_isReplaced() {
        Scene scene = Scene.deployed(TWO).seen("web.2:1", CHANGED);
        assertThat(scene.intents()).isEmpty();

        assertThat(scene.seen("web.2:1", CHANGED).intents()).containsExactly("delete web.2:1");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:1 ready", "web.2:2 ready");
    }

    @Test
    void machine_seenInTwoBadWays_isNotYetDrift() {
        Scene scene = Scene.deployed(TWO).seen("web.1:1", STOPPED).seen("web.1:1", Sighting.absent(Instant.EPOCH));

        assertThat(scene.instance("web.1:1").drift()).isNull();
        scene.seen("web.1:1", Sighting.absent(Instant.EPOCH));
        assertThat(scene.instance("web.1:1").drift()).extracting(Drift::kind).isEqualTo(Drift.Kind.ABSENT);
    }

    @Test
    void machine_absentOnceBeforeAnOutage_isSeenTwiceAfterIt() {
        Scene scene = Scene.deployed(TWO).seen("web.1:1", Sighting.absent(Instant.EPOCH));
        Instant back = scene.now.plusSeconds(5);
        scene.seen("web.1:1", Sighting.absent(back));

        assertThat(scene.instance("web.1:1").lost()).isFalse();
        assertThat(scene.seen("web.1:1", Sighting.absent(back)).intents()).containsExactly("delete web.1:1");
    }

    @Test
    void drift_thatIsDoubted_waitsToBeSeenAgain() {
        Scene scene = Scene.deployed(TWO).lost("web.1:1").cooperate().lost("web.1:2");
        scene.apply(run -> Facts.doubted(run, Scene.slot("web.1"), 2, "its cloud cannot be observed now"));
        scene.pass(Duration.ofMinutes(5));

        assertThat(scene.intents()).isEmpty();
        assertThat(condition(scene, Condition.Type.DRIFTED).message())
                .isEqualTo(
                        "web.1: its machine is absent, seen since 2026-01-01T00:00:40Z, its cloud cannot be observed now");
        assertThat(scene.lost("web.1:2").intents()).containsExactly("delete web.1:2");
    }

    @Test
    void silentAgent_isRestartedThenReplacedWhenItStaysSilent() {
        Scene scene = Scene.deployed(TWO).silent("web.1:1", SILENT);
        assertThat(scene.intents()).containsExactly("start web.1:1");
        scene.apply(run -> Facts.started(run, Scene.slot("web.1"), 1, scene.now));

        scene.pass(Duration.ofMinutes(2)).silent("web.1:1", SILENT);
        assertThat(scene.intents()).containsExactly("delete web.1:1");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:2 ready", "web.2:1 ready");
    }

    @Test
    void silentAgent_heardAgain_isNoDrift() {
        Scene scene = Scene.deployed(TWO).silent("web.1:1", new Silence(true, "so are many"));
        assertThat(scene.intents()).isEmpty();
        assertThat(condition(scene, Condition.Type.DRIFTED).reason()).isEqualTo("AgentSilent");
        scene.apply(run -> Facts.heard(run, Scene.slot("web.1"), 1, scene.now));

        assertThat(condition(scene, Condition.Type.DRIFTED).status()).isFalse();
        assertThat(scene.silent("web.1:1", SILENT).intents()).containsExactly("start web.1:1");
    }

    @Test
    void agentHeardLessThanTwoMinutesAgo_isNotSilent() {
        Scene scene = Scene.deployed(TWO);
        scene.now = scene.now.plusSeconds(100);
        scene.apply(run -> Facts.silent(run, Scene.slot("web.1"), 1, SILENT, scene.now));

        assertThat(scene.instance("web.1:1").drift()).isNull();
    }

    @Test
    void drift_ofAnyKindWithObserve_isOnlyShownAndStaysTheSame() {
        Scene scene = Scene.deployed(TWO.drift(Policy.Drift.OBSERVE)).seen("web.1:1", CHANGED).seen("web.1:1", CHANGED);
        scene.silent("web.2:1", SILENT);
        Condition first = condition(scene, Condition.Type.DRIFTED);
        scene.seen("web.1:1", CHANGED).silent("web.2:1", SILENT).pass(Duration.ofHours(2));

        assertThat(scene.intents()).isEmpty();
        assertThat(condition(scene, Condition.Type.DRIFTED)).isEqualTo(first)
                .isEqualTo(new Condition(Condition.Type.DRIFTED, true, "MachineChanged",
                        "web.1: its machine was changed: it has 2 cpu, seen since 2026-01-01T00:00:10Z, only shown as"
                                + " drift is 'observe'; web.2: its agent is silent for more than 2 minutes, seen since"
                                + " 2026-01-01T00:02:20Z, only shown as drift is 'observe'"));
        assertThat(scene.state.proposal()).isNull();
    }

    @Test
    void stoppedMachine_whileAnAttemptIsOpen_isReplacedInEveryMode() {
        for (Policy.Drift policy : Policy.Drift.values()) {
            Scene scene = new Scene().declare(TWO.drift(policy), "abc1234").created("web.1:1");
            scene.seen("web.1:1", STOPPED).seen("web.1:1", STOPPED);
            assertThat(scene.intents()).as(policy.name()).contains("delete web.1:1");
        }
    }

    @Test
    void plan_isProposedKeptAndAppliedByItsHashOnly() {
        Scene scene = Scene.deployed(ASKS).seen("web.1:1", STOPPED).seen("web.1:1", STOPPED).lost("web.2:1");
        Proposal plan = proposal(scene);

        assertThat(plan.actions()).containsExactly(
                new Proposal.Action(Proposal.Remedy.RESTART, Scene.slot("web.1"), 1, "its machine is stopped"),
                new Proposal.Action(Proposal.Remedy.REPLACE, Scene.slot("web.2"), 1, "its machine is absent"));
        assertThat(scene.pass(Duration.ofHours(3)).intents()).isEmpty();
        assertThat(proposal(scene)).isEqualTo(plan);
        assertThat(condition(scene, Condition.Type.DRIFTED).message()).endsWith(
                "; plan " + plan.hash() + " waits to be applied: restart web.1:1; replace web.2:1");
        assertThat(scene.applied("0123456789abcdef").intents()).isEmpty();
        assertThat(scene.applied(plan.hash()).intents()).containsExactly("start web.1:1", "delete web.2:1");
        assertThat(scene.state.proposal()).isNull();
        scene.cooperate();
        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:2 ready");
    }

    @Test
    void plan_isAnotherWhenSomethingElseIsObserved() {
        Scene scene = Scene.deployed(ASKS).seen("web.1:1", STOPPED).seen("web.1:1", STOPPED);
        String first = proposal(scene).hash();
        scene.lost("web.1:1");

        assertThat(proposal(scene).hash()).isNotEqualTo(first);
        assertThat(scene.applied(first).intents()).isEmpty();
        scene.seen("web.1:1", Sighting.well(null));
        assertThat(scene.state.proposal()).isNull();
    }

    @Test
    void plan_appliedByAPerson_countsTowardsNoLimit() {
        Scene scene = Scene.deployed(ASKS);
        for (int generation = 1; generation <= 5; generation++) {
            scene.lost("web.1:" + generation).applied(proposal(scene).hash()).cooperate();
        }

        assertThat(scene.ids()).containsExactly("web.1:6 ready", "web.2:1 ready");
        assertThat(scene.state.losses()).noneMatch(RunState.Loss::counted);
        assertThat(condition(scene, Condition.Type.STALLED).status()).isFalse();
    }

    @Test
    void plan_isMadeForASlotThatFailedItsAttemptByLosses() {
        Scene scene = Scene.deployed(ASKS).rerun().declare(ASKS.with(node("web", 2).software("2")), "f00d000");
        for (int generation = 1; generation <= 3; generation++) {
            scene.lost("web.1:" + generation).deleted("web.1:" + generation).created("web.1:" + (generation + 1));
        }
        scene.bound("web.1:4").runs("web.1:4").lost("web.1:4").cooperate();

        assertThat(scene.lastTold()).startsWith("failure f00d000 web.1 lost its machine more than 3 times");
        assertThat(scene.state.proposal() == null).isFalse();
    }

    @Test
    void plan_ofARunThatIsPushedAgain_isNoMore() {
        Scene scene = Scene.deployed(ASKS).lost("web.1:1");
        scene.declare(ASKS.with(node("web", 2).software("2")), "f00d000");

        assertThat(scene.state.proposal()).isNull();
        assertThat(scene.cooperate().lastTold()).isEqualTo("success f00d000 2 of 2 instances ready");
    }

    // NullAway does not see, in a class file, that a nested type is marked as nullable.
    @SuppressWarnings("NullAway")
    @Test
    void instance_storedLostWithoutItsDrift_isTakenForAbsent() {
        Instance ready = Scene.deployed(TWO).instance("web.1:1");
        Instance old = new Instance(ready.slot(), ready.generation(), ready.state(), ready.attempt(), ready.site(),
                ready.softwareHash(), ready.round(), ready.deployed(), false, null, ready.machineId(), ready.address(),
                ready.boundAt(), ready.seenAt(), Scene.START, null, true, null, ready.peers(), List.of(),
                0, null,
                null);

        assertThat(old.drift()).extracting(Drift::kind).isEqualTo(Drift.Kind.ABSENT);
    }

    private static Proposal proposal(Scene scene) {
        return Proposals.of(scene.state, scene.now).filter(plan -> plan.equals(scene.state.proposal())).orElseThrow();
    }

    private static Condition condition(Scene scene, Condition.Type type) {
        return Conditions.of(scene.state).stream().filter(one -> one.type() == type).findFirst().orElseThrow();
    }
}
