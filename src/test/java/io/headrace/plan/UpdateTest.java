package io.headrace.plan;

import io.headrace.model.Policy;
import io.headrace.model.RecipeStep;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** What a newer declaration does to instances that stay wanted. */
final class UpdateTest {

    private static final Declarations.Nodes WEB = node("web", 1).recipes(RecipeStep.INSTALL, RecipeStep.DEPLOY,
            RecipeStep.VERIFY);
    private static final Declarations PLAIN = lamp(WEB);

    @Test
    void software_changed_deploysAgainInPlaceAndVerifies() {
        Scene scene = Scene.deployed(PLAIN).declare(lamp(WEB.software("2")), "def5678");

        assertThat(scene.steps("web.1:1")).containsExactly("install succeeded", "deploy succeeded", "verify succeeded",
                "deploy waiting", "verify waiting");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:1 ready");
        assertThat(scene.instance("web.1:1").softwareHash()).isEqualTo("h1:s2");
    }

    @Test
    void software_changedWithUpdateRecipe_runsThatInstead() {
        Declarations.Nodes web = node("web", 1).recipes(RecipeStep.DEPLOY, RecipeStep.UPDATE, RecipeStep.REPORT);
        Scene scene = Scene.deployed(lamp(web)).declare(lamp(web.software("2")), "def5678").cooperate();

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "report succeeded", "update succeeded",
                "report succeeded");
    }

    @Test
    void software_revertedAfterAnUpdate_isBroughtAgain() {
        Scene scene = Scene.deployed(PLAIN)
                .declare(lamp(WEB.software("2")), "def5678")
                .cooperate()
                .declare(PLAIN,
                        "0123456")
                .cooperate();

        assertThat(scene.steps("web.1:1")).filteredOn("deploy succeeded"::equals).hasSize(3);
    }

    @Test
    void software_changedWithRecreate_replacesWhenTheOldGenerationIsGone() {
        Declarations recreate = lamp(WEB.software("2")).strategy(Policy.Strategy.RECREATE);
        Scene scene = Scene.deployed(PLAIN).declare(recreate, "def5678");

        assertThat(scene.intents()).containsExactly("delete web.1:1");
        assertThat(scene.deleted("web.1:1").intents()).containsExactly("create web.1:2");
    }

    @Test
    void recreate_withDependsOn_goesInOrder() {
        Declarations.Nodes db = node("db", 1);
        Declarations.Nodes web = node("web", 2).dependsOn("db");
        Declarations recreate = lamp(db.software("2"), web.software("2")).strategy(Policy.Strategy.RECREATE);
        Scene scene = Scene.deployed(lamp(db, web)).declare(recreate, "def5678");

        assertThat(scene.intents()).containsExactly("delete db.1:1");
        assertThat(scene.deleted("db.1:1").intents()).containsExactly("create db.1:2");
        scene.created("db.1:2").bound("db.1:2");
        assertThat(scene.ids()).containsExactly("db.1:2 executing", "web.1:1 ready", "web.2:1 ready");
        assertThat(scene.runs("db.1:2").intents()).containsExactly("delete web.1:1", "delete web.2:1");
        assertThat(scene.cooperate().ids()).containsExactly("db.1:2 ready", "web.1:2 ready", "web.2:2 ready");
    }

    @Test
    void machine_changed_replaces() {
        Scene scene = Scene.deployed(PLAIN).declare(lamp(WEB.machine("2")), "def5678").cooperate();

        assertThat(scene.ids()).containsExactly("web.1:2 ready");
        assertThat(scene.lastTold()).isEqualTo("success def5678 1 of 1 instance ready");
    }

    @Test
    void cloud_addedToTheList_movesNothing() {
        Declarations.Nodes two = WEB.replicas(2);
        Scene scene = Scene.deployed(lamp(two)).declare(lamp(two.clouds("paris", "geneva")), "def5678");

        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:1 ready");
    }

    @Test
    void cloud_left_moves() {
        Scene scene = Scene.deployed(PLAIN).declare(lamp(WEB.clouds("paris")), "def5678").cooperate();

        assertThat(scene.instance("web.1:2").site().cloud().name()).isEqualTo("paris");
    }

    @Test
    void hash_ofAnotherVersion_isAdoptedWithoutAnyAction() {
        Scene scene = Scene.deployed(PLAIN).declare(lamp(WEB.software("h2:x").machine("h2:y")), "def5678");

        assertThat(scene.steps("web.1:1")).containsExactly("install succeeded", "deploy succeeded",
                "verify succeeded");
        assertThat(scene.instance("web.1:1").softwareHash()).isEqualTo("h2:x");
        assertThat(scene.instance("web.1:1").site().machineHash()).isEqualTo("h2:y");
        assertThat(scene.lastTold()).isEqualTo("success def5678 1 of 1 instance ready");
    }

    @Test
    void newerCommit_whileDeploying_endsOnlyWhatItChanges() {
        Declarations.Nodes db = node("db", 1);
        Scene scene = new Scene().declare(lamp(db, WEB), "abc1234")
                .created("db.1:1", "web.1:1")
                .bound("db.1:1",
                        "web.1:1")
                .started("db.1:1:1")
                .started("web.1:1:1")
                .declare(lamp(db, WEB.software("2")), "def5678");

        assertThat(scene.steps("db.1:1")).containsExactly("deploy running");
        assertThat(scene.steps("web.1:1")).containsExactly("install ending", "deploy ended", "verify ended");
        scene.exited("web.1:1:1", 143, "");
        assertThat(scene.steps("web.1:1")).containsExactly("install ended", "deploy ended", "verify ended",
                "install waiting", "deploy waiting", "verify waiting");
    }

    @Test
    void unfinished_nextAttempt_continuesAtTheFirstUnfinishedStep() {
        Scene scene = new Scene().declare(PLAIN, "abc1234")
                .created("web.1:1")
                .bound("web.1:1")
                .exited("web.1:1:1", 0,
                        "")
                .exited("web.1:1:2", 1, "oops");

        assertThat(scene.ids()).containsExactly("web.1:1 failed");
        assertThat(scene.rerun().steps("web.1:1")).containsExactly("install succeeded", "deploy failed", "verify ended",
                "deploy waiting", "verify waiting");
    }

    @Test
    void unfinished_changedSoftware_deploysButDoesNotInstallAgain() {
        Scene scene = new Scene().declare(PLAIN, "abc1234")
                .created("web.1:1")
                .bound("web.1:1")
                .exited("web.1:1:1", 0,
                        "")
                .exited("web.1:1:2", 0, "")
                .exited("web.1:1:3", 1, "oops")
                .declare(lamp(WEB.software("2")),
                        "def5678");

        assertThat(scene.steps("web.1:1")).endsWith("verify failed", "deploy waiting", "verify waiting");
    }

    @Test
    void unbound_afterItsAttemptFailed_isReplaced() {
        Scene scene = new Scene().declare(PLAIN, "abc1234").created("web.1:1").abort("enough").rerun();

        assertThat(scene.intents()).containsExactly("delete web.1:1");
        assertThat(scene.cooperate().ids()).containsExactly("web.1:2 ready");
    }

    @Test
    void unasked_whenTheDeclarationChanges_isRewritten() {
        Scene scene = new Scene().declare(PLAIN, "abc1234").declare(lamp(WEB.machine("2").software("2")), "def5678");

        assertThat(scene.ids()).containsExactly("web.1:1 creating");
        assertThat(scene.instance("web.1:1").site().machineHash()).isEqualTo("h1:m2-geneva");
        assertThat(scene.instance("web.1:1").softwareHash()).isEqualTo("h1:s2");
    }

    @Test
    void updates_hundred_keepTheDocumentSmall() {
        Scene scene = Scene.deployed(PLAIN);
        for (int version = 2; version <= 100; version++) {
            scene.declare(lamp(WEB.software("" + version)), "c" + version).cooperate();
        }

        assertThat(scene.steps("web.1:1")).hasSizeLessThan(105)
                .startsWith("install succeeded")
                .endsWith(
                        "deploy succeeded", "verify succeeded");
        assertThat(scene.instance("web.1:1").stepCount()).isEqualTo(3 + 99 * 2);
    }

    @Test
    void update_withDependsOn_goesInOrder() {
        Declarations.Nodes db = node("db", 1);
        Declarations.Nodes web = node("web", 1).dependsOn("db");
        Scene scene = Scene.deployed(lamp(db, web)).declare(lamp(db.software("2"), web.software("2")), "def5678");

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded");
        assertThat(scene.runs("db.1:1").steps("web.1:1")).containsExactly("deploy succeeded", "deploy waiting");
    }
}
