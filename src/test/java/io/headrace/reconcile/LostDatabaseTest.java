package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.git.RefusedException;
import io.headrace.model.CommitStatus;
import io.headrace.model.Condition;
import io.headrace.model.Observed;
import io.headrace.plan.Conditions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server without its database: machines are found by their tags before anything is made, and nothing runs twice. */
final class LostDatabaseTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);

    @TempDir
    Path folder = Path.of("");

    private static String deployed(World world, Map<String, String> files) {
        String commit = world.commit(files);
        files.keySet().forEach(file -> world.until("deployed", () -> world.answered(commit, context(file))));
        return commit;
    }

    private static String context(String file) {
        return "headrace/" + file.replace(".yaml", "");
    }

    private static List<String> ids(World world) {
        return world.cloud.machines().stream().map(Observed.Machine::id).toList();
    }

    @Test
    void machines_ofADeployedRun_areAdoptedAndRunNothingAgain() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = deployed(world, Map.of("a.yaml", Blueprints.runs("a", 3)));
            List<String> before = ids(world);
            world.loseDatabase();
            world.until("taken up again", () -> world.answered(commit, "headrace/a"));
            world.settle();

            assertThat(ids(world)).isEqualTo(before);
            assertThat(world.cloud.calls(Call.CREATE)).isEqualTo(3);
            assertThat(world.memories.values()).allSatisfy(steps -> assertThat(steps).hasSize(1));
            assertThat(world.ends(commit, "headrace/a")).extracting(CommitStatus::description)
                    .containsExactly("3 of 3 instances ready");
            assertThat(world.ends(commit, "headrace")).extracting(CommitStatus::description)
                    .containsExactly("history was lost: 1 run taken up again");
        }
    }

    @Test
    void cloud_thatCannotBeObserved_holdsItsRunsAndItsRepositorysPushes() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = deployed(world, Map.of("a.yaml", Blueprints.runs("a", 2)));
            world.cloud.always(Call.OBSERVE, new Fault.Refused(CloudException.unavailable("no route to host", null)));
            world.loseDatabase();
            world.until("said", () -> world.last(commit, "headrace/a").contains("history was lost"));

            assertThat(world.last(commit, "headrace/a")).isEqualTo("history was lost: waiting until cloud 'cloud-a'"
                    + " shows its machines: no route to host");
            assertThatThrownBy(() -> world.push(Map.of("a.yaml", ""), "allow-destroy=1"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the server lost its database and is still looking for the machines");
            assertThat(world.cloud.calls(Call.CREATE)).isEqualTo(2);
            world.cloud.heal();
            world.until("taken up again", () -> world.answered(commit, "headrace/a"));
            assertThat(world.cloud.calls(Call.CREATE)).isEqualTo(2);
            String more = world.commit(Map.of("a.yaml", Blueprints.runs("a", 3)));
            world.until("goes on", () -> world.answered(more, "headrace/a"));
            assertThat(world.machines().keySet()).isEqualTo(new TreeSet<>(List.of("a main.1", "a main.2", "a main.3")));
        }
    }

    @Test
    void machine_thatDiedMeanwhile_isMadeAgainAndTheOthersStay() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = deployed(world, Map.of("a.yaml", Blueprints.runs("a", 3)));
            List<String> before = ids(world);
            world.cloud.vanish(before.get(1));
            world.loseDatabase();
            world.until("taken up again", () -> world.answered(commit, "headrace/a"));

            assertThat(ids(world)).contains(before.get(0), before.get(2)).hasSize(3);
            assertThat(world.machines()).isEqualTo(Map.of("a main.1", 1L, "a main.2", 1L, "a main.3", 1L));
        }
    }

    @Test
    void runs_thatNobodyDeclares_areSweptOnlyWhenTheOthersAreTakenUp() {
        try (World world = new World(folder, true, NEVER)) {
            deployed(world, Map.of("a.yaml", Blueprints.runs("a", 1), "b.yaml", Blueprints.runs("b", 1)));
            world.cloud.always(Call.DELETE, new Fault.Refused(CloudException.unavailable("down", null)));
            String without = world.commit(Map.of("b.yaml", ""));
            world.cloud.heal();
            world.loseDatabase();
            world.until("taken up again", () -> world.answered(without, "headrace/a"));
            world.until("swept", () -> world.machines().equals(Map.of("a main.1", 1L)));
        }
    }

    @Test
    void run_thatMayBeDone_isStalledAndNothingIsMade() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = deployed(world, Map.of("a.yaml", Blueprints.runs("a", 1, "never")));
            world.until("cleaned up", () -> world.machines().isEmpty());
            world.loseDatabase();
            world.until("taken up again", () -> world.answered(commit, "headrace/a"));
            world.settle();

            assertThat(world.machines()).isEmpty();
            assertThat(Conditions.of(world.state("a"))).contains(new Condition(Condition.Type.STALLED, true,
                    "HistoryLost", "history lost: the run may be done already; `headrace rerun` runs it again"));
        }
    }

    @Test
    void repository_thatIsLostToo_keepsItsMachinesUntilItIsPushedAgain() throws Exception {
        try (World world = new World(folder, true, NEVER)) {
            Map<String, String> files = Map.of("a.yaml", Blueprints.runs("a", 2));
            deployed(world, files);
            List<String> before = ids(world);
            new ProcessBuilder("rm", "-rf", folder.resolve("git").toString()).start().waitFor();
            world.loseDatabase();
            world.settle();
            assertThat(ids(world)).isEqualTo(before);
            deployed(world, files);
            world.settle();
            assertThat(ids(world)).isEqualTo(before);
        }
    }
}
