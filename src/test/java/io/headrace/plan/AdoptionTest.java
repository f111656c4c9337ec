package io.headrace.plan;

import io.headrace.model.Cloud;
import io.headrace.model.Condition;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.Phase;
import io.headrace.model.Policy;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs whose history is lost: what is still there is taken over, and nobody runs anything a second time. */
final class AdoptionTest {

    private static final Declarations TWO = lamp(node("web", 2).recipes(RecipeStep.DEPLOY, RecipeStep.REPORT,
            RecipeStep.ON_ADD));

    @Test
    void machines_thatAreFound_becomeReadyWithWhatTheirAgentsRemember() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:3");

        assertThat(scene.intents()).isEmpty();
        assertThat(scene.ids()).containsExactly("web.1:1 booting", "web.2:3 booting");
        recall(scene, "web.1:1", TWO.build());
        recall(scene, "web.2:3", TWO.build());
        assertThat(scene.ids()).containsExactly("web.1:1 ready", "web.2:3 ready");
        assertThat(scene.steps("web.2:3")).containsExactly("deploy succeeded", "report succeeded");
        assertThat(scene.lastTold()).isEqualTo("success c0ffee 2 of 2 instances ready");
        assertThat(Phases.phase(scene.state)).isEqualTo(Phase.READY);
    }

    @Test
    void slot_withoutMachine_isFilledAgainByANewGeneration() {
        Scene scene = adopted(TWO, Map.of("web.1", 4), "web.2:1");

        assertThat(scene.intents()).containsExactly("create web.1:5");
    }

    @Test
    void machine_aboveTheDeclaredReplicas_isScaledAway() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:1", "web.3:1");

        assertThat(scene.intents()).containsExactly("delete web.3:1");
    }

    @Test
    void machine_ofANodeThatIsNotDeclared_isDeleted() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:1", "old.1:1");

        assertThat(scene.intents()).containsExactly("delete old.1:1");
    }

    @Test
    void agent_thatRemembersOlderSoftware_getsTheNewOne() {
        Scene scene = adopted(lamp(node("web", 1).software("2")), Map.of(), "web.1:1");
        recall(scene, "web.1:1", lamp(node("web", 1).software("1")).build());

        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "deploy waiting");
    }

    @Test
    void agent_inTheMiddleOfAStep_goesOnWithIt() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:1");
        scene.apply(run -> Facts.recalled(run, Scene.slot("web.1"), 1,
                List.of(recollection("web.1:1:1", RecipeStep.DEPLOY, Step.Status.RUNNING, TWO.build(), false)),
                scene.now));

        assertThat(scene.steps("web.1:1")).containsExactly("deploy running");
        scene.exited("web.1:1:1", 0, "");
        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "report waiting");
    }

    @Test
    void agent_thatRemembersNothing_beginsWithTheFirstStep() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:1");
        scene.apply(run -> Facts.recalled(run, Scene.slot("web.1"), 1, List.of(), scene.now));

        assertThat(scene.steps("web.1:1")).containsExactly("deploy waiting");
    }

    @Test
    void values_thatOtherAgentsRememberLater_runNoUpdate() {
        Declarations one = lamp(node("web", 1).recipes(RecipeStep.DEPLOY, RecipeStep.UPDATE));
        Scene scene = adopted(one, Map.of(), "web.1:1");
        recall(scene, "web.1:1", one.build());
        for (Map<String, String> values : List.of(Map.of("db", "1"), Map.of("db", "1", "lb", "1"))) {
            scene.apply(run -> Facts.rewired(run, Map.of("web.1:1", new TreeMap<>(values))));
        }
        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded");
        scene.apply(run -> Facts.rewired(run, Map.of("web.1:1", new TreeMap<>(Map.of("db", "2", "lb", "1")))));
        assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded", "update waiting");
    }

    @Test
    void agent_thatTellsTwice_changesNothingMore() {
        Scene scene = adopted(TWO, Map.of(), "web.1:1", "web.2:1");
        recall(scene, "web.1:1", TWO.build());
        var before = scene.state;
        recall(scene, "web.1:1", TWO.build());

        assertThat(scene.state).isEqualTo(before);
    }

    @Test
    void run_thatMayBeDone_isStalledUntilSomebodyRunsItAgain() {
        Scene scene = adopted(TWO.keep(Policy.Keep.NEVER), Map.of());

        assertThat(scene.intents()).isEmpty();
        assertThat(Conditions.of(scene.state)).contains(new Condition(Condition.Type.STALLED, true, "HistoryLost",
                "history lost: the run may be done already; `headrace rerun` runs it again"));
        assertThat(scene.lastTold()).startsWith("error c0ffee history lost");
        scene.rerun();
        assertThat(scene.intents()).containsExactly("create web.1:1", "create web.2:1");
    }

    @Test
    void run_thatMayBeDone_keepsTheMachinesThatAreLeftOfIt() {
        Scene scene = adopted(TWO.keep(Policy.Keep.ON_SUCCESS), Map.of(), "web.2:1");

        assertThat(scene.intents()).isEmpty();
        assertThat(scene.ids()).containsExactly("web.2:1 booting");
    }

    private static Scene adopted(Declarations declared, Map<String, Integer> generations, String... ids) {
        List<Adoption.Found> found = new ArrayList<>();
        for (String id : ids) {
            Cloud cloud = declared.build().nodes().getFirst().sites().getFirst().cloud();
            found.add(new Adoption.Found(Scene.slot(id), Scene.generation(id), cloud, "i-" + id, "10.0.0.1",
                    "h1:m1-geneva"));
        }
        return new Scene().apply(run -> Adoption.declare(run, declared.build(), "c0ffee", Scene.ALICE, found,
                generations, Scene.START));
    }

    private static void recall(Scene scene, String id, Declaration declared) {
        List<Recollection> told = new ArrayList<>();
        for (Recipe recipe : declared.nodes().getFirst().software().recipes()) {
            if (recipe.step() == RecipeStep.DEPLOY || recipe.step() == RecipeStep.REPORT) {
                told.add(recollection(id + ":" + (told.size() + 1), recipe.step(), Step.Status.SUCCEEDED, declared,
                        recipe.step() == RecipeStep.REPORT
                                || declared.nodes().getFirst().software().recipes().size() == 1));
            }
        }
        scene.apply(run -> Facts.recalled(run, Scene.slot(id), Scene.generation(id), told, scene.now));
    }

    private static Recollection recollection(String id, RecipeStep kind, Step.Status status, Declaration declared,
            boolean deployed) {
        Recipe recipe = declared.nodes().getFirst().software().recipes(kind).getFirst();
        return new Recollection(new Step(id, kind, recipe.component(), recipe.script(), 0, Map.of(), status,
                status == Step.Status.SUCCEEDED ? 0 : null), declared.nodes().getFirst().software().hash(),
                new Instance.Round(false, 0), deployed);
    }
}
