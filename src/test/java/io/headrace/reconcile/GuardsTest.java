package io.headrace.reconcile;

import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.DesiredState;
import io.headrace.model.Instance;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import io.headrace.model.Software;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GuardsTest {

    private static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    private static final Site SITE = new Site(
            new Cloud("local", "local", null, null, null, null, Cloud.AddressKind.PRIVATE, "{}", null, null),
            new MachineSpec(null, null, null, null, null, List.of(), "{}"), "h1:m");

    @Test
    void commit_thatEndsTheOnlyRun_needsToBeAllowed() {
        List<RunState> living = List.of(living("a", false));
        assertThat(Guards.refuse(living, wanted(), 0)).singleElement()
                .asString()
                .contains("would end 1 of 1 living runs (a)")
                .contains("-o allow-destroy=1");
        assertThat(Guards.refuse(living, wanted(), 1)).isEmpty();
    }

    @Test
    void commit_thatEndsHalfOfFour_mayDoSo() {
        assertThat(Guards.refuse(four(), wanted("a", "b"), 0)).isEmpty();
    }

    @Test
    void commit_thatEndsMoreThanHalfOfFour_needsToBeAllowed() {
        assertThat(Guards.refuse(four(), wanted("a"), 0)).hasSize(1);
        assertThat(Guards.refuse(four(), wanted("a"), 2)).hasSize(1);
        assertThat(Guards.refuse(four(), wanted("a"), 3)).isEmpty();
    }

    @Test
    void commit_thatEndsTwoOfThree_mayDoSo() {
        assertThat(Guards.refuse(four().subList(0, 3), wanted("a"), 0)).isEmpty();
    }

    @Test
    void protectedRun_cannotBeEndedWhateverIsAllowed() {
        assertThat(Guards.refuse(List.of(living("a", true), living("b", false)), wanted("b"), 9)).singleElement()
                .asString()
                .contains("run 'a' is protected")
                .contains("spec.protect to false");
    }

    @Test
    void runsWithoutMachines_doNotCount() {
        RunState ended = living("a", false).withInstances(List.of());
        assertThat(Guards.refuse(List.of(ended), wanted(), 0)).isEmpty();
    }

    @Test
    void tenant_overItsInstances_isToldTheFigures() {
        assertThat(Guards.quota("acme", 2, 1, wanted("a", "b"))).singleElement()
                .asString()
                .contains("may have 2 instances")
                .contains("wants 2")
                .contains("beside 1");
        assertThat(Guards.quota("acme", 3, 1, wanted("a", "b"))).isEmpty();
    }

    private static List<RunState> four() {
        return List.of(living("a", false), living("b", false), living("c", false), living("d", false));
    }

    private static RunState living(String name, boolean protect) {
        Instance instance = Instance.planned(new Slot("main", 1), 1, 1, SITE, "h1:s").withMachine("m-1", null);
        return RunState.fresh(INFRA.run(name))
                .withDeclaration(true, declaration(name, protect))
                .withInstances(List.of(instance));
    }

    private static DesiredState wanted(String... names) {
        TreeMap<String, Declaration> runs = new TreeMap<>();
        Arrays.stream(names).forEach(name -> runs.put(name, declaration(name, false)));
        return new DesiredState(runs, Map.of());
    }

    private static Declaration declaration(String name, boolean protect) {
        Node node = new Node("main", "web", 1, List.of(SITE), new Software(List.of(), List.of(), List.of(), "h1:s"),
                List.of());
        Policy policy = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE, Policy.OnFailure.ROLLBACK,
                Policy.Drift.HEAL,
                Duration.ofMinutes(30), 0, protect, false);
        return new Declaration(name, "web", List.of(node), new TreeMap<>(), policy, "h1:" + name);
    }
}
