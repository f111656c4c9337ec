package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Problem;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import io.headrace.model.Software;
import io.headrace.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.ALICE;
import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static io.headrace.store.Samples.NOON;
import static io.headrace.store.Samples.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What a database promises of commits, tips, pushes, parameters, scripts and deliveries of hooks. */
abstract class RecordsContract extends StoreContract {
    private static final RepositoryKey OTHER = new RepositoryKey("other", "infra");

    private static CommitRecord commit(String id, Instant at, boolean deployed, String... plan) {
        return new CommitRecord(INFRA, id, "refs/heads/main", ALICE, at, "Title of " + id,
                List.of(Problem.warning("runs/a.yaml", 3, 7, "'x' is not declared"),
                        Problem.error("b.yaml", 1, 1, "é \u0000 '\"")),
                List.of(plan), deployed);
    }

    @Test
    final void commit_received_isFoundInItsRepositoryOnly() {
        CommitRecord commit = commit("c1", NOON, true, "lamp: create web.1");
        new Commits(database()).received(commit);
        close();
        Commits commits = new Commits(database());
        assertThat(commits.find(INFRA, "c1")).contains(commit);
        assertThat(commits.find(OTHER, "c1")).isEmpty();
        assertThat(commits.find(INFRA, "c")).isEmpty();
        assertThat(new Events(database()).after(0, EventFilter.ALL, 10)).containsExactly(
                new Event(1, NOON, "acme", "infra", null, "commit.received", "c1", "Title of c1"));
    }

    @Test
    final void commit_receivedAgain_isReplacedUnlessItWasDeployed() {
        Commits commits = new Commits(database());
        commits.received(commit("c1", NOON, false, "would"));
        CommitRecord deployed = commit("c1", NOON.plusSeconds(1), true, "did");
        commits.received(deployed);
        commits.received(commit("c1", NOON.plusSeconds(2), false, "would"));
        assertThat(commits.find(INFRA, "c1")).contains(deployed);
        CommitRecord again = commit("c1", NOON.plusSeconds(3), true, "did again");
        commits.received(again);
        assertThat(commits.list(CommitFilter.of(INFRA), PageRequest.of(null, 10)))
                .isEqualTo(new Page<>(List.of(again), null));
    }

    @Test
    final void commits_byPages_comeOnceEachAndTheLastFirst() {
        Commits commits = new Commits(database());
        for (String id : List.of("a", "b", "c", "d", "e")) {
            // Two at the same time: the order is by id then.
            commits.received(commit(id, NOON.plusSeconds("abcde".indexOf(id) / 2), false));
        }
        List<String> seen = new ArrayList<>();
        Page<CommitRecord> page = commits.list(CommitFilter.of(INFRA), PageRequest.of(null, 2));
        page.items().forEach(one -> seen.add(one.id()));
        while (page.next() != null) {
            page = commits.list(CommitFilter.of(INFRA), PageRequest.of(page.next(), 2));
            page.items().forEach(one -> seen.add(one.id()));
        }
        assertThat(seen).containsExactly("e", "d", "c", "b", "a");
        assertThatThrownBy(() -> commits.list(CommitFilter.of(INFRA), PageRequest.of("YWJj", 2)))
                .isInstanceOf(CursorException.class);
    }

    @Test
    final void tip_applied_isTheLastOne() {
        Tips tips = new Tips(database());
        assertThat(tips.applied(INFRA)).isEmpty();
        tips.applied(INFRA, "c1");
        tips.applied(INFRA, "c2");
        assertThat(tips.applied(INFRA)).contains("c2");
        assertThat(tips.applied(OTHER)).isEmpty();
    }

    @Test
    final void standing_isWhatWasToldLast_andOnlyItsChangesAreEvents() {
        Tips tips = new Tips(database());
        assertThat(tips.standing(INFRA)).isEmpty();
        tips.attached(INFRA, () -> true);
        tips.deployed(INFRA, "refs/heads/main:.", "c1");
        tips.refused(INFRA, "refs/heads/main:.", "too much");
        tips.refused(INFRA, "refs/heads/main:.", "too much");
        tips.unreachable(INFRA, "not found");
        assertThat(tips.standings()).containsExactly(
                new Standing(INFRA, "refs/heads/main:.", "c1", "too much", "not found", null));
        tips.unreachable(INFRA, "");
        tips.deployed(INFRA, "refs/heads/main:.", "c2");
        assertThat(tips.standing(INFRA)).contains(new Standing(INFRA, "refs/heads/main:.", "c2", "", "", null));
        assertThat(new Events(database()).after(0, EventFilter.ALL, 10)).extracting(Event::type, Event::message)
                .containsExactly(tuple("repository.stalled", "too much"), tuple("repository.stalled", "not found"),
                        tuple("repository.stalled", "too much"),
                        tuple("repository.resumed", "the newest commit is in force"));
    }

    @Test
    final void repository_forgotten_leavesNothingButTheEventThatSaysSo() {
        Tips tips = new Tips(database());
        Standing.Removal removal = new Standing.Removal(Standing.Machines.ABANDON, ALICE);
        tips.applied(INFRA, "c1");
        tips.applied(OTHER, "c1");
        new Commits(database()).received(commit("c1", NOON, true));
        tips.removing(INFRA, removal);
        tips.attached(INFRA, () -> false);
        tips.deployed(INFRA, "refs/heads/main:.", "c1");
        close();
        Tips reopened = new Tips(database());
        assertThat(reopened.standing(INFRA).orElseThrow().removal()).isEqualTo(removal);
        reopened.forget(INFRA, removal);
        assertThat(reopened.standings()).isEmpty();
        assertThat(reopened.applied(INFRA)).isEmpty();
        assertThat(reopened.applied(OTHER)).contains("c1");
        assertThat(new Events(database()).after(0, EventFilter.ALL, 10)).extracting(Event::type)
                .containsExactly("repository.removed");
    }

    @Test
    final void pushes_recorded_arePendingInOrderUntilTheyAreDone() {
        PendingPush first = new PendingPush("z", INFRA, "refs/heads/main", null, "c1", ALICE, List.of("wait"), NOON);
        PendingPush second = new PendingPush("a", INFRA, "refs/heads/old", "c1", null, ALICE, List.of(), NOON);
        new Tips(database()).record(first);
        new Tips(database()).record(second);
        close();
        Tips tips = new Tips(database());
        assertThat(tips.pending(INFRA)).containsExactly(first, second);
        assertThat(tips.pending(OTHER)).isEmpty();
        tips.done("z");
        tips.done("unknown");
        assertThat(tips.pending(INFRA)).containsExactly(second);
    }

    @Test
    final void parameter_set_isTheLastValueAlsoWhenItIsEmpty() {
        Parameters parameters = new Parameters(database());
        assertThat(parameters.find(LAMP, "web.1:1", "ready")).isEmpty();
        parameters.set(LAMP, "web.1:1", "ready", "true", false);
        parameters.set(LAMP, "web.1:1", "ready", "", true);
        ParameterRow row = new ParameterRow("web.1:1", "ready", "", true, NOON);
        assertThat(parameters.find(LAMP, "web.1:1", "ready")).contains(row);
        assertThat(parameters.of(LAMP)).containsExactly(row);
        assertThat(parameters.of(OTHER.run("shop/lamp"))).isEmpty();
    }

    @Test
    final void parameters_ofAScopeForgotten_leaveTheOthers() {
        Parameters parameters = new Parameters(database());
        parameters.set(LAMP, "web.1:1", "ready", "true", false);
        parameters.set(LAMP, "web.1:2", "ready", "true", false);
        parameters.set(LAMP, "run", "url", "x", false);
        parameters.forget(LAMP, "web.1:1");
        assertThat(parameters.of(LAMP)).map(ParameterRow::scope).containsExactly("run", "web.1:2");
    }

    @Test
    final void parameter_setOnceByMany_isTheSameForAll() throws Exception {
        Parameters parameters = new Parameters(database());
        List<Callable<ParameterRow>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String value = Integer.toString(i);
            tasks.add(() -> parameters.setOnce(LAMP, "run", "password", value, true));
        }
        List<ParameterRow> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ParameterRow> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
        }
        ParameterRow kept = parameters.find(LAMP, "run", "password").orElseThrow();
        assertThat(answers).hasSize(50).containsOnly(kept);
    }

    @Test
    final void script_kept_staysAsItWas() {
        Scripts scripts = new Scripts(database());
        scripts.keep(Map.of());
        scripts.keep(Map.of("a1", "#!/bin/sh\necho é\r\n"));
        scripts.keep(Map.of("a1", "#!/bin/sh\necho é\r\n", "b2", ""));
        assertThat(List.of("a1", "b2")).map(scripts::script).containsExactly("#!/bin/sh\necho é\r\n", "");
        assertThatThrownBy(() -> scripts.script("c3")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    final void scripts_thatNoRunHas_areDeletedOnceTheyAreOld() {
        Scripts scripts = new Scripts(database());
        scripts.keep(Map.of("declared", "1", "good", "2", "begun", "3", "left", "4", "also-left", "5", "again", "6"));
        scripts.keepForGood("agent", "7");
        scripts.keep(Map.of("agent", "7"));
        new Runs(database(), PROJECTION).update(LAMP, state -> Change.silent(state
                .withDeclaration(true, declaration("declared"))
                .withGood("c0", declaration("good"))
                .withInstances(List.of(instance(new Step("web.1:1:1", RecipeStep.DEPLOY, "web", "begun", 1, Map.of(),
                        Step.Status.RUNNING, null))))));
        clock.advance(Duration.ofDays(90));
        scripts.keep(Map.of("again", "6", "young", "8"));
        Cleaning cleaning = new Cleaning(database());
        assertThat(cleaning.scripts(clock.instant().minus(Duration.ofDays(90)), 1)).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(cleaning.scripts(clock.instant().minus(Duration.ofDays(90)), 1)).isEqualTo(2);
        assertThat(List.of("declared", "good", "begun", "again", "agent", "young")).map(scripts::script)
                .containsExactly("1", "2", "3", "6", "7", "8");
        assertThatThrownBy(() -> scripts.script("left")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> scripts.script("also-left")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    final void script_keptAgainWhileItIsLookedFor_isNotDeleted() {
        Scripts scripts = new Scripts(database());
        scripts.keep(Map.of("a", "1"));
        Map<String, Long> old = database().read(handle -> ScriptTable.old(handle, NOON.plusSeconds(1)));
        clock.advance(Duration.ofSeconds(2));
        scripts.keep(Map.of("a", "1"));
        assertThat(old).containsOnlyKeys("a");
        old.forEach((one, at) -> assertThat(database().<Integer>write(handle -> ScriptTable.delete(handle, one, at)))
                .isZero());
        assertThat(scripts.script("a")).isEqualTo("1");
    }

    private static Declaration declaration(String script) {
        Policy policy = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE, Policy.OnFailure.ROLLBACK,
                Policy.Drift.HEAL, Duration.ofMinutes(30), 0, false, false);
        Software software = new Software(List.of(new Recipe(RecipeStep.DEPLOY, "web", script)), List.of(), List.of(),
                "h1:s");
        return new Declaration("shop/lamp", "lamp",
                List.of(new Node("web", "web", 1, List.of(), software, List.of())), new TreeMap<>(), policy, "h1:d");
    }

    private static Instance instance(Step step) {
        Cloud cloud = new Cloud("geneva", "memory", "https://geneva", null, null, null, Cloud.AddressKind.PRIVATE, "{}",
                4, null);
        Site site = new Site(cloud, new MachineSpec(null, null, null, null, null, List.of(), "{}"), "h1:m");
        return Instance.planned(new Slot("web", 1), 1, 1, site, "h1:s").withSteps(List.of(step), 1);
    }

    @Test
    final void delivery_repeated_isAcceptedOnce() {
        Hooks hooks = new Hooks(database());
        assertThat(hooks.accept(INFRA, "1")).isTrue();
        assertThat(hooks.accept(INFRA, "1")).isFalse();
        assertThat(hooks.accept(OTHER, "1")).isTrue();
        close();
        assertThat(new Hooks(database()).accept(INFRA, "1")).isFalse();
    }
}
