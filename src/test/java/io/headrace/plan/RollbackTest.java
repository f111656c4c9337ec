package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Instance;
import io.headrace.model.Phase;
import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** What a failed update goes back to, and what is said of it. */
final class RollbackTest {

    private static final Declarations.Nodes DB = node("db", 1);
    private static final Declarations.Nodes WEB = node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.VERIFY);
    private static final Declarations GOOD = lamp(DB, WEB);
    private static final Declarations BAD = lamp(DB, WEB.software("2"));

    /** The update of which {@code verify} fails on web.2. */
    private static Scene failing(Declarations good, Declarations bad) {
        return Scene.deployed(good)
                .forgetTold()
                .declare(bad, "def5678")
                .exited("web.2:1:3", 0, "")
                .exited("web.2:1:4", 3, "no answer on port 80");
    }

    @Test
    void update_verifyFails_isBackOnTheGoodCommit() {
        Scene scene = failing(GOOD, BAD).cooperate();

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:1 ready", "web.2:1 ready");
        assertThat(scene.state.instances()).extracting(Instance::softwareHash).containsOnly("h1:s1");
        assertThat(scene.steps("db.1:1")).containsExactly("deploy succeeded");
        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `verify` failed on web.2 with exit code 3: no answer on port 80;"
                        + " back on c0ffee0");
        assertThat(scene.told()).contains("pending def5678 verify failed on web.2; going back to c0ffee0: 1 of 3 ready;"
                + " executing web.1 web.2");
        assertThat(scene.timeline()).contains("rollback");
    }

    @Test
    void run_rolledBack_isReadyAndStalled() {
        Scene scene = failing(GOOD, BAD).cooperate();

        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.READY);
        assertThat(Conditions.of(scene.state)).contains(new Condition(Condition.Type.STALLED, true, "RolledBack",
                "`verify` failed on web.2 with exit code 3: no answer on port 80; back on c0ffee0"));
        assertThat(scene.state.goodCommit()).isEqualTo("c0ffee0000");
        assertThat(scene.state.declaration()).isEqualTo(GOOD.build());
        assertThat(scene.state.asked()).contains(BAD.build());
    }

    @Test
    void verify_runsAfterTheWayBackToo() {
        Scene scene = failing(GOOD, BAD).cooperate();

        assertThat(scene.steps("web.2:1")).containsExactly("deploy succeeded", "verify succeeded", "deploy succeeded",
                "verify failed", "deploy succeeded", "verify succeeded");
    }

    @Test
    void instance_thatTheUpdateDidNotReach_isNotTouched() {
        Declarations.Nodes after = node("lb", 1).dependsOn("web");
        Scene scene = failing(lamp(WEB, after), lamp(WEB.software("2"), after.software("2"))).cooperate();

        assertThat(scene.steps("lb.1:1")).containsExactly("deploy succeeded");
        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `verify` failed on web.2 with exit code 3: no answer on port 80;"
                        + " back on c0ffee0");
    }

    @Test
    void firstDeployment_failing_stops() {
        Scene scene = new Scene().declare(GOOD, "abc1234")
                .created("web.1:1")
                .bound("web.1:1")
                .exited("web.1:1:1", 3, "oops")
                .cooperate();

        assertThat(scene.lastTold()).isEqualTo("failure abc1234 `deploy` failed on web.1 with exit code 3: oops");
    }

    @Test
    void update_withoutAGoodCommit_stopsAndSaysSo() {
        Scene scene = new Scene().declare(GOOD, "abc1234")
                .created("web.1:1")
                .bound("web.1:1")
                .exited("web.1:1:1", 3, "oops")
                .cooperate()
                .declare(BAD, "def5678")
                .exited("web.1:1:3", 4, "again")
                .cooperate();

        assertThat(scene.lastTold()).isEqualTo("failure def5678 `deploy` failed on web.1 with exit code 4: again;"
                + " no good commit to go back to");
    }

    @Test
    void goodCommit_triedAgainAndFailing_stopsAndSaysSo() {
        Scene scene = Scene.deployed(GOOD).lost("web.1:1").rerun().abort("no disk left").cooperate();

        assertThat(scene.lastTold()).isEqualTo(
                "failure c0ffee0000 no disk left; no other good commit to go back to");
    }

    @Test
    void rollback_failingItself_stopsAndSaysSo() {
        Scene scene = failing(GOOD, BAD).exited("web.1:1:3", 143, "")
                .exited("web.2:1:5", 7, "disk full")
                .cooperate();

        assertThat(scene.lastTold()).isEqualTo("failure def5678 verify failed on web.2; rollback to c0ffee0 failed:"
                + " `deploy` failed on web.2 with exit code 7: disk full");
        assertThat(scene.ids()).contains("web.2:1 failed");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.ABORTED);
        assertThat(scene.rerun().cooperate().lastTold()).isEqualTo("success def5678 3 of 3 instances ready");
        assertThat(scene.state.declaration()).isEqualTo(BAD.build());
    }

    @Test
    void rollback_hasAFreshDeadline() {
        Scene scene = Scene.deployed(GOOD).declare(BAD, "def5678").pass(Duration.ofMinutes(29));
        scene.exited("web.1:1:3", 3, "oops").exited("web.2:1:3", 143, "");

        assertThat(scene.pass(Duration.ofMinutes(29)).lastTold()).startsWith("pending def5678 deploy failed on web.1;");
        assertThat(scene.pass(Duration.ofMinutes(2)).pass(Duration.ofMinutes(2)).lastTold()).isEqualTo(
                "failure def5678 deploy failed on web.1; rollback to c0ffee0 failed: deadline of 30m passed while web.1"
                        + " was Executing");
    }

    @Test
    void deadline_passedInAnUpdate_goesBack() {
        Scene scene = Scene.deployed(GOOD).declare(BAD, "def5678").pass(Duration.ofMinutes(30));

        assertThat(scene.pass(Duration.ofMinutes(1)).cooperate().lastTold()).isEqualTo("failure def5678 deadline of 30m"
                + " passed while web.1 was Executing; back on c0ffee0");
    }

    @Test
    void stop_wanted_staysWhereItFailed() {
        Scene scene = failing(GOOD, BAD.onFailure(Policy.OnFailure.STOP)).exited("web.1:1:3", 143, "");

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:1 failed", "web.2:1 failed");
        assertThat(scene.lastTold()).isEqualTo(
                "failure def5678 `verify` failed on web.2 with exit code 3: no answer on port 80");
    }

    @Test
    void abort_byAPerson_stays_byARecipe_goesBack() {
        Scene person = Scene.deployed(GOOD).declare(BAD, "def5678").stop("not today").cooperate();
        Scene recipe = Scene.deployed(GOOD).declare(BAD, "def5678").abort("schema too old").cooperate();

        assertThat(person.lastTold()).isEqualTo("failure def5678 aborted by alice: not today");
        assertThat(recipe.lastTold()).isEqualTo("failure def5678 schema too old; back on c0ffee0");
    }

    @Test
    void abort_byAPersonOnTheWayBack_stops() {
        Scene scene = failing(GOOD, BAD).exited("web.1:1:3", 143, "").stop("let it be").cooperate();

        assertThat(scene.lastTold()).isEqualTo(
                "failure def5678 verify failed on web.2; rollback to c0ffee0 failed: aborted by alice: let it be");
    }

    @Test
    void commit_withTheFailedDeclarationAgain_changesNothing() {
        Scene scene = failing(GOOD, BAD).cooperate().forgetTold().declare(BAD, "0123456");

        assertThat(scene.told()).isEmpty();
        assertThat(scene.state.declaration()).isEqualTo(GOOD.build());
    }

    @Test
    void commit_thatReverts_succeedsWithoutRunningAnything() {
        Scene scene = failing(GOOD, BAD).cooperate();
        int steps = scene.steps("web.2:1").size();
        scene.declare(GOOD, "0123456");

        assertThat(scene.lastTold()).isEqualTo("success 0123456 3 of 3 instances ready");
        assertThat(scene.steps("web.2:1")).hasSize(steps);
        assertThat(scene.state.goodCommit()).isEqualTo("0123456");
    }

    @Test
    void rerun_rolledBack_triesTheFailedCommitAgain() {
        Scene scene = failing(GOOD, BAD).cooperate().rerun().cooperate();

        assertThat(scene.lastTold()).isEqualTo("success def5678 3 of 3 instances ready");
        assertThat(scene.state.instances()).filteredOn(one -> one.slot().node().equals("web"))
                .extracting(Instance::softwareHash)
                .containsOnly("h1:s2");
        assertThat(scene.state.goodCommit()).isEqualTo("def5678");
    }

    @Test
    void newerCommit_onTheWayBack_supersedes() {
        Scene scene = failing(GOOD, BAD).declare(lamp(DB, WEB.software("3")), "0123456");

        assertThat(scene.told()).contains("error def5678 superseded by 0123456");
        assertThat(scene.cooperate().lastTold()).isEqualTo("success 0123456 3 of 3 instances ready");
    }

    @Test
    void recreate_failing_isReplacedOnceMore() {
        Declarations good = GOOD.strategy(Policy.Strategy.RECREATE);
        Scene scene = Scene.deployed(good)
                .declare(BAD.strategy(Policy.Strategy.RECREATE), "def5678")
                .deleted("web.1:1")
                .created("web.1:2")
                .bound("web.1:2")
                .exited("web.1:2:1", 3, "oops")
                .cooperate();

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:3 ready", "web.2:2 ready");
        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `deploy` failed on web.1 with exit code 3: oops; back on c0ffee0");
    }

    @Test
    void scaleUp_withoutMachines_goesBackToTheOldSize() {
        Scene scene = Scene.deployed(GOOD)
                .declare(lamp(DB, WEB.replicas(3)), "def5678")
                .requested("web.3:1")
                .failed("web.3:1", "quota exceeded", false)
                .cooperate();

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:1 ready", "web.2:1 ready");
        assertThat(scene.lastTold()).isEqualTo(
                "failure def5678 web.3 could not be created: quota exceeded; back on c0ffee0");
    }

    @Test
    void keep_countsARollbackAsSuccess() {
        Scene scene = failing(GOOD.keep(Policy.Keep.ON_SUCCESS), BAD).cooperate();

        assertThat(scene.ids()).hasSize(3);
        assertThat(scene.state.cleanUp()).isFalse();
        assertThat(scene.state.attempt()).extracting(Attempt::end)
                .extracting(Attempt.End::outcome)
                .isEqualTo(Attempt.Outcome.ROLLED_BACK);
    }

    @Test
    void machine_lostAfterARollback_healsOnTheGoodCommit() {
        Scene scene = failing(GOOD, BAD).cooperate().lost("web.1:1").cooperate();

        assertThat(scene.ids()).containsExactly("db.1:1 ready", "web.1:2 ready", "web.2:1 ready");
        assertThat(scene.instance("web.1:2").softwareHash()).isEqualTo("h1:s1");
        assertThat(scene.lastTold())
                .isEqualTo("failure def5678 `verify` failed on web.2 with exit code 3: no answer on port 80;"
                        + " back on c0ffee0");
    }
}
