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

/** Failing steps, aborts and deadlines: how an attempt ends badly. */
final class AbortTest {

    private static final Declarations TWO = lamp(
            node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.VERIFY, RecipeStep.REPORT));

    private static Scene executing() {
        return new Scene().declare(TWO, "abc1234")
                .created("web.1:1", "web.2:1")
                .bound("web.1:1", "web.2:1")
                .started(
                        "web.1:1:1")
                .started("web.2:1:1");
    }

    @Test
    void step_failing_failsItsInstanceEndsTheRestAndCollectsReportsOfAll() {
        Scene scene = executing().exited("web.2:1:1", 3, "disk full");

        assertThat(scene.ids()).containsExactly("web.1:1 executing", "web.2:1 failed");
        assertThat(scene.steps("web.2:1")).containsExactly("deploy failed", "verify ended", "report waiting");
        assertThat(scene.steps("web.1:1")).containsExactly("deploy ending", "verify ended", "report waiting");
        assertThat(scene.lastTold()).isEqualTo(
                "pending abc1234 aborting: `deploy` failed on web.2 with exit code 3: disk full");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.REPORTING);
    }

    @Test
    void attempt_aborted_endsWhenTheLastReportIsIn() {
        Scene scene = executing().exited("web.2:1:1", 3, "disk full")
                .exited("web.1:1:1", 143, "")
                .exited("web.1:1:3",
                        0, "")
                .exited("web.2:1:3", 1, "report broke too");

        assertThat(scene.state.attempt()).extracting(Attempt::end)
                .isEqualTo(new Attempt.End(Attempt.Outcome.FAILED,
                        "`deploy` failed on web.2 with exit code 3: disk full", scene.now));
        assertThat(scene.ids()).containsExactly("web.1:1 failed", "web.2:1 failed");
        assertThat(scene.lastTold()).isEqualTo("failure abc1234 `deploy` failed on web.2 with exit code 3: disk full");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.ABORTED);
    }

    @Test
    void attempt_abortedWithoutReports_endsAfterAMinute() {
        Scene scene = executing().abort("enough").pass(Duration.ofSeconds(59));

        assertThat(scene.state.attempt()).extracting(Attempt::open).isEqualTo(true);
        assertThat(Due.next(scene.state)).contains(scene.now.plusSeconds(1));
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.lastTold()).isEqualTo("failure abc1234 enough");
        assertThat(scene.steps("web.1:1")).containsExactly("deploy ended", "verify ended", "report ended");
    }

    @Test
    void abort_second_keepsTheFirstReason() {
        Scene scene = executing().abort("first").abort("second");

        assertThat(scene.state.attempt()).extracting(Attempt::abort).isEqualTo("first");
    }

    @Test
    void abort_longReason_isCut() {
        Scene scene = executing().abort("x".repeat(5000));

        assertThat(scene.state.attempt()).extracting(one -> String.valueOf(one.abort()).length()).isEqualTo(4096);
    }

    @Test
    void abort_withoutOpenAttempt_changesNothing() {
        Scene scene = Scene.deployed(TWO);

        assertThat(Attempts.abort(scene.state, "enough", scene.now)).isEqualTo(Change.silent(scene.state));
    }

    @Test
    void abort_createsNotSent_areForgottenAndMachinesStay() {
        Scene scene = new Scene().declare(TWO, "abc1234").created("web.1:1").abort("enough");

        assertThat(scene.ids()).containsExactly("web.1:1 failed");
        assertThat(scene.intents()).isEmpty();
    }

    @Test
    void abort_createInFlight_isWaitedFor() {
        Scene scene = new Scene().declare(TWO, "abc1234").requested("web.1:1").abort("enough");

        assertThat(scene.state.attempt()).extracting(Attempt::open).isEqualTo(true);
        scene.created("web.1:1");
        assertThat(scene.lastTold()).isEqualTo("failure abc1234 enough");
        assertThat(scene.instance("web.1:1").machineId()).isEqualTo("i-web.1:1");
    }

    @Test
    void abort_createInFlightFails_isNotTriedAgain() {
        Scene scene = new Scene().declare(TWO, "abc1234")
                .requested("web.1:1")
                .abort("enough")
                .failed("web.1:1", "busy",
                        true);

        assertThat(scene.ids()).isEmpty();
        assertThat(scene.lastTold()).isEqualTo("failure abc1234 enough");
    }

    @Test
    void abort_reasonOfSeveralLines_isOneLineInTheStatus() {
        Scene scene = new Scene().declare(TWO, "abc1234").abort("no\n  disk\n");

        assertThat(scene.lastTold()).isEqualTo("failure abc1234 no disk");
    }

    @Test
    void deadline_passed_timesOutAndSaysForWhatItWaited() {
        Scene scene = new Scene().declare(TWO, "abc1234")
                .created("web.1:1", "web.2:1")
                .bound("web.1:1")
                .runs(
                        "web.1:1")
                .pass(Duration.ofMinutes(30))
                .runs("web.1:1");

        assertThat(scene.state.attempt()).extracting(Attempt::end)
                .isEqualTo(new Attempt.End(Attempt.Outcome.TIMED_OUT,
                        "deadline of 30m passed while web.2 was Booting", scene.now));
        assertThat(scene.lastTold()).isEqualTo("failure abc1234 deadline of 30m passed while web.2 was Booting");
        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:1 failed");
    }

    @Test
    void resume_afterAbort_isANewAttemptThatGoesOn() {
        Scene scene = executing().abort("enough").pass(Duration.ofMinutes(2)).resume().cooperate();

        assertThat(scene.state.attempt()).extracting(Attempt::number).isEqualTo(2);
        assertThat(scene.lastTold()).isEqualTo("success abc1234 2 of 2 instances ready");
    }

    @Test
    void resume_whileReportsAreCollected_endsTheOldAttemptFirst() {
        Scene scene = executing().abort("enough").forgetTold().resume();

        assertThat(scene.told()).containsExactly("error abc1234 superseded by attempt 2",
                "pending abc1234 0 of 2 ready; executing web.1 web.2");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success abc1234 2 of 2 instances ready");
    }

    @Test
    void resume_withoutAbort_changesNothing() {
        Scene scene = executing();

        assertThat(Attempts.resume(scene.state, Scene.ALICE, scene.now)).isEqualTo(Change.silent(scene.state));
    }

    @Test
    void report_failing_failsItsInstanceOnTheWayToReady() {
        Scene scene = executing().exited("web.1:1:1", 0, "").exited("web.1:1:2", 0, "").exited("web.1:1:3", 9, "");

        assertThat(scene.ids()).contains("web.1:1 failed");
        assertThat(scene.state.attempt()).extracting(Attempt::abort)
                .isEqualTo(
                        "`report` failed on web.1 with exit code 9");
    }
}
