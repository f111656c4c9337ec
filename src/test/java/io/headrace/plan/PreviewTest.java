package io.headrace.plan;

import io.headrace.model.Policy;
import io.headrace.model.RunState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static io.headrace.plan.Declarations.lamp;
import static io.headrace.plan.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

/** What a pusher reads of what the commit would do. */
final class PreviewTest {

    private static final Declarations TWO = lamp(node("lb", 1), node("web", 2));

    private static PlanLine line(RunState before, Declarations after) {
        return Preview.lines(before, Optional.of(after.build())).getFirst();
    }

    @Test
    void newRun_createsAll() {
        PlanLine line = line(RunState.fresh(Scene.LAMP), TWO);

        assertThat(line).isEqualTo(new PlanLine("lamp", 3, 0, 0, 0, "create lb.1 web.1 web.2"));
        assertThat(line.text()).isEqualTo("lamp: create lb.1 web.1 web.2");
    }

    @Test
    void changedSoftwareAndScale_updatesAndCreates() {
        assertThat(line(Scene.deployed(TWO).state, TWO.with(node("web", 3).software("2")))).isEqualTo(
                new PlanLine("lamp", 1, 2, 0, 0, "update web.1 web.2; create web.3"));
    }

    @Test
    void changedMachineAndScaleDown_replacesAndRemoves() {
        assertThat(line(Scene.deployed(TWO).state, TWO.with(node("web", 1).machine("2")))).isEqualTo(
                new PlanLine("lamp", 0, 0, 1, 1, "replace web.1; remove web.2"));
    }

    @Test
    void sameDeclaration_isUnchanged() {
        assertThat(line(Scene.deployed(TWO).state, TWO).text()).isEqualTo("lamp: unchanged");
    }

    @Test
    void otherPolicyOnly_changesNoMachine() {
        assertThat(line(Scene.deployed(TWO).state, TWO.drift(Policy.Drift.OBSERVE)).summary()).isEqualTo(
                "no machine changes");
    }

    @Test
    void keepOnErrorOfAReadyRun_removesAll() {
        assertThat(line(Scene.deployed(TWO).state, TWO.keep(Policy.Keep.ON_ERROR)).summary()).isEqualTo(
                "remove lb.1 web.1 web.2");
    }

    @Test
    void suspend_saysSo() {
        assertThat(line(Scene.deployed(TWO).state, TWO.suspended(true)).summary()).isEqualTo("suspend");
    }

    @Test
    void absentRun_removesAll() {
        assertThat(Preview.lines(Scene.deployed(TWO).state, Optional.empty())).containsExactly(
                new PlanLine("lamp", 0, 0, 0, 3, "remove lb.1 web.1 web.2"));
        assertThat(Preview.lines(RunState.fresh(Scene.LAMP), Optional.empty())).isEmpty();
    }
}
