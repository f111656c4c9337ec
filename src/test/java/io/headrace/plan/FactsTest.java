package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** What a fact changes, and what it does not. */
final class FactsTest {

    private static Scene creating() {
        return new Scene().declare(lamp(node("web", 1)), "abc1234");
    }

    @Test
    void fact_unknownInstance_changesNothing() {
        Scene scene = creating();

        assertThat(Facts.bound(scene.state, Scene.slot("web.9"), 1, scene.now)).isEqualTo(Change.silent(scene.state));
        assertThat(Facts.bound(scene.state, Scene.slot("web.1"), 2, scene.now)).isEqualTo(Change.silent(scene.state));
    }

    @Test
    void heard_withinHalfAMinute_changesNothing() {
        Scene scene = creating().created("web.1:1").bound("web.1:1");

        assertThat(Facts.heard(scene.state, Scene.slot("web.1"), 1, scene.now.plusSeconds(29))).isEqualTo(
                Change.silent(scene.state));
        scene.apply(run -> Facts.heard(run, Scene.slot("web.1"), 1, scene.now.plusSeconds(30)));
        assertThat(scene.instance("web.1:1").seenAt()).isEqualTo(scene.now.plusSeconds(30));
    }

    @Test
    void requested_keepsTheRequestOfThisTry() {
        Scene scene = creating().requested("web.1:1");

        assertThat(scene.instance("web.1:1")).extracting(Instance::intent)
                .isEqualTo(
                        new Intent(Intent.Verb.CREATE, 1, "request of web.1:1", scene.now, scene.now));
        scene.failed("web.1:1", "busy", true);
        assertThat(scene.instance("web.1:1")).extracting(Instance::intent, Instance::message)
                .containsExactly(
                        new Intent(Intent.Verb.CREATE, 2, null, scene.now, scene.now.plusSeconds(5)), "busy");
    }

    @Test
    void requested_again_keepsTheFirstRequest() {
        Scene scene = creating().requested("web.1:1");
        scene.apply(run -> Facts.requested(run, Scene.slot("web.1"), 1, "another"));

        assertThat(scene.instance("web.1:1")).extracting(Instance::intent)
                .isEqualTo(
                        new Intent(Intent.Verb.CREATE, 1, "request of web.1:1", scene.now, scene.now));
    }

    @Test
    void failed_beforeAnyRequest_usesNoTryUp() {
        Scene scene = creating().failed("web.1:1", "busy", true);

        assertThat(scene.instance("web.1:1")).extracting(Instance::intent)
                .isEqualTo(
                        new Intent(Intent.Verb.CREATE, 1, null, scene.now, scene.now.plusSeconds(5)));
        assertThat(scene.failed("web.1:1", "no such image", false).ids()).containsExactly("web.1:1 failed");
    }

    @Test
    void postponed_keepsTheTryAndItsRequest() {
        Scene scene = creating().requested("web.1:1");
        scene.apply(run -> Facts.postponed(run, Scene.slot("web.1"), 1, "throttled", scene.now.plusSeconds(7)));

        assertThat(scene.instance("web.1:1")).extracting(Instance::intent, Instance::message)
                .containsExactly(
                        new Intent(Intent.Verb.CREATE, 1, "request of web.1:1", scene.now, scene.now.plusSeconds(7)),
                        "throttled");
        assertThat(Due.next(scene.state)).contains(scene.now.plusSeconds(7));
    }

    @Test
    void displayed_isShownAndTold() {
        Scene scene = creating().created("web.1:1").bound("web.1:1");
        scene.apply(run -> Facts.displayed(run, Scene.slot("web.1"), 1, "warming up"));

        assertThat(scene.instance("web.1:1").message()).isEqualTo("warming up");
        assertThat(scene.timeline()).contains("display web.1:1");
    }

    @Test
    void failed_delete_isAskedAgain() {
        Scene scene = Scene.deployed(lamp(node("web", 1))).remove("def5678").failed("web.1:1", "denied", false);

        assertThat(scene.intents()).containsExactly("delete web.1:1");
        assertThat(Due.next(scene.state)).contains(scene.now.plusSeconds(5));
    }

    @Test
    void deleted_notLeaving_changesNothing() {
        Scene scene = Scene.deployed(lamp(node("web", 1)));

        assertThat(Facts.deleted(scene.state, Scene.slot("web.1"), 1)).isEqualTo(Change.silent(scene.state));
    }

    @Test
    void observed_absentTwiceWhileLeaving_isGone() {
        Scene scene = Scene.deployed(lamp(node("web", 1))).remove("def5678").lost("web.1:1");

        assertThat(scene.ids()).isEmpty();
    }
}
