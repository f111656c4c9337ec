package io.headrace.reconcile;

import io.headrace.model.Attempt;
import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.DesiredState;
import io.headrace.model.Instance;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import io.headrace.model.Software;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
        assertThat(refuse(living, wanted(), 0)).singleElement()
                .asString()
                .contains("would end 1 of 1 living runs (a)")
                .contains("-o allow-destroy=1");
        assertThat(refuse(living, wanted(), 1)).isEmpty();
    }

    @Test
    void commit_thatEndsHalfOfFour_mayDoSo() {
        assertThat(refuse(four(), wanted("a", "b"), 0)).isEmpty();
    }

    @Test
    void commit_thatEndsMoreThanHalfOfFour_needsToBeAllowed() {
        assertThat(refuse(four(), wanted("a"), 0)).hasSize(1);
        assertThat(refuse(four(), wanted("a"), 2)).hasSize(1);
        assertThat(refuse(four(), wanted("a"), 3)).isEmpty();
    }

    @Test
    void commit_thatEndsTwoOfThree_mayDoSo() {
        assertThat(refuse(four().subList(0, 3), wanted("a"), 0)).isEmpty();
    }

    @Test
    void protectedRun_cannotBeEndedWhateverIsAllowed() {
        assertThat(refuse(List.of(living("a", true), living("b", false)), wanted("b"), 9)).singleElement()
                .asString()
                .contains("run 'a' is protected")
                .contains("spec.protect to false");
    }

    @Test
    void runsWithoutMachines_doNotCount() {
        RunState ended = living("a", false).withInstances(List.of());
        assertThat(refuse(List.of(ended), wanted(), 0)).isEmpty();
    }

    @Test
    void protectedRun_withoutMachines_cannotBeEndedEither() {
        RunState waiting = living("a", true).withInstances(List.of());
        assertThat(refuse(List.of(waiting), wanted(), 9)).hasSize(1);
    }

    @Test
    void protection_ofARolledBackRun_isThatOfItsLastCommit() {
        RunState old = living("a", true);
        Declaration failed = old.asked().orElseThrow();
        Attempt attempt = new Attempt(2, "c2", Principal.SERVER, false, Instant.EPOCH, Instant.EPOCH, null, null, null,
                new Attempt.Rollback("c1", "it failed", "it failed", failed, Instant.EPOCH), null);
        RunState back = living("a", false).withAttempt(attempt);

        assertThat(refuse(List.of(back), wanted(), 9)).hasSize(1);
    }

    @Test
    void commitOfARemoteRepository_isToldOfTheTrailerAlone() {
        RepositorySettings remote = repository(URI.create("https://git.example.org/infra.git"), ".");
        assertThat(Guards.refuse(remote, List.of(living("a", false)), wanted(), 0)).containsExactly(
                "this would end 1 of 1 living runs (a); if that is meant, add the trailer 'Headrace-Allow-Destroy: 1' to "
                        + "the commit");
    }

    @Test
    void commitWithNothingBelowTheConfiguredPath_isToldThePath() {
        assertThat(Guards.refuse(repository(null, "deplyo"), List.of(living("a", false)), wanted(), 0)).singleElement()
                .asString()
                .startsWith("there is no run below the configured path 'deplyo'; this would end 1 of 1");
    }

    @Test
    void tenant_overItsInstances_isToldTheFigures() {
        assertThat(Guards.quota("acme", 2, 2, List.of(living("a", false)), wanted("a", "b"))).containsExactly(
                "would run 3 instances; tenant acme may run 2 (now 2): lower replicas, or ask the operator for a higher "
                        + "limits.instances");
        assertThat(Guards.quota("acme", 3, 2, List.of(living("a", false)), wanted("a", "b"))).isEmpty();
    }

    @Test
    void tenant_whoseLimitWasLowered_mayStillWantLess() {
        assertThat(Guards.quota("acme", 1, 4, four(), wanted("a", "b"))).isEmpty();
        assertThat(Guards.quota("acme", 1, 4, four(), wanted("a", "b", "c", "e"))).isEmpty();
        assertThat(Guards.quota("acme", 1, 4, four(), wanted("a", "b", "c", "d", "e"))).hasSize(1);
    }

    @Test
    void runThatIsDoneAndStaysAsItIs_wantsNothing() {
        RunState done = living("a", false).withInstances(List.of()).withCleanUp(true);
        assertThat(Guards.quota("acme", 1, 0, List.of(done), wanted("a", "b"))).isEmpty();
    }

    private static List<String> refuse(List<RunState> runs, DesiredState wanted, int allowed) {
        return Guards.refuse(repository(null, "."), runs, wanted, allowed);
    }

    private static RepositorySettings repository(@Nullable URI url, String path) {
        return new RepositorySettings(INFRA, url, "main", path, Duration.ofMinutes(1), null);
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
