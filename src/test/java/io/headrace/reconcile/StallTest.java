package io.headrace.reconcile;

import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.model.AccountKey;
import io.headrace.model.Observed;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Tags;
import io.headrace.vault.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commits that would destroy by accident, and settings that would, stall with their reason; the machines stay. */
final class StallTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);

    @TempDir
    Path folder = Path.of("");

    @Test
    void path_thatIsConfiguredWrongly_stallsAndIsMendedByConfiguringItAgain() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = deployed(world, 2);
            world.configure(Life.settings(100, hosted("main", "deplyo")));
            world.until("stalled", () -> world.stalled().contains("no run below the configured path 'deplyo'"));
            world.passes();
            assertThat(world.machines()).hasSize(2);
            assertThat(world.ends(commit, "headrace")).anySatisfy(
                    end -> assertThat(end.description()).startsWith("refused: ").contains("would end 1 of 1"));
            world.restart();
            world.passes();
            assertThat(world.machines()).hasSize(2);

            world.configure(Life.USUAL);
            world.until("resumed", () -> world.stalled().isEmpty());
            assertThat(world.ends(commit, "headrace/a")).hasSize(1);
        }
    }

    @Test
    void branch_thatIsConfiguredAndNotThere_keepsTheRuns() {
        try (World world = new World(folder, true, NEVER)) {
            deployed(world, 2);
            world.configure(Life.settings(100, hosted("release", ".")));
            world.until("stalled", () -> world.stalled().startsWith("the repository has no branch 'release'"));
            world.passes();
            assertThat(world.machines()).hasSize(2);
        }
    }

    @Test
    void remoteBranch_thatVanishes_keepsTheRuns() throws IOException {
        Far far = new Far(folder);
        try (World world = new World(folder, true, NEVER, far.settings(100))) {
            String commit = far.commit("a.yaml", Blueprints.runs("a", 2));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            Files.delete(far.bare().resolve("refs/heads/main"));
            world.until("stalled", () -> world.stalled().startsWith("the repository has no branch 'main'"));
            Files.delete(far.bare().resolve("HEAD"));
            world.until("stalled", () -> world.stalled().startsWith("the repository could not be fetched: "));
            world.passes();
            assertThat(world.machines()).hasSize(2);
        }
    }

    @Test
    void remoteCommit_thatEndsAllRuns_stallsUntilATrailerAllowsIt() {
        Far far = new Far(folder);
        try (World world = new World(folder, true, NEVER, far.settings(100))) {
            String commit = far.commit("a.yaml", Blueprints.runs("a", 1));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            String emptied = far.commit("a.yaml", "");
            world.until("stalled", () -> world.stalled().startsWith("refused: this would end 1 of 1 living runs (a)"));
            world.passes();
            assertThat(world.machines()).hasSize(1);
            assertThat(world.ends(emptied, "headrace")).singleElement()
                    .satisfies(end -> assertThat(end.description()).contains("'Headrace-Allow-Destroy: 1'"));

            far.message = "Really\n\nHeadrace-Allow-Destroy: 1\n";
            far.commit("b.txt", "meant");
            world.until("ended", () -> world.machines().isEmpty() && world.stalled().isEmpty());
        }
    }

    @Test
    void remoteCommit_overTheTenantsInstances_isTakenUpWhenTheLimitIsRaised() {
        Far far = new Far(folder);
        try (World world = new World(folder, true, NEVER, far.settings(2))) {
            String commit = far.commit("a.yaml", Blueprints.runs("a", 3));
            world.until("stalled", () -> world.stalled()
                    .startsWith("refused: would run 3 instances; tenant acme may run 2 (now 0)"));
            assertThat(world.machines()).isEmpty();
            world.configure(far.settings(3));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
        }
    }

    @Test
    void stray_isLeftAloneWhileARepositoryWasNotResolved() throws IOException {
        Far far = new Far(folder);
        try (World world = new World(folder, true, NEVER, far.settings(100))) {
            String commit = far.commit("a.yaml", Blueprints.runs("a", 1));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            Path head = far.bare().resolve("HEAD");
            String hidden = Files.readString(head);
            Files.delete(head);
            world.restart();
            stray(world, "acme:infra:gone:main.1:1");
            world.until("tried", () -> world.stalled().startsWith("the repository could not be fetched: "));
            world.passes();
            assertThat(world.machines()).containsKey("gone main.1");
            Files.writeString(head, hidden);
            world.until("swept", () -> !world.machines().containsKey("gone main.1"));
            assertThat(world.machines()).hasSize(1);
        }
    }

    @Test
    void serverThatStopsWhileACloudHangs_losesNothing() {
        CountDownLatch answers = new CountDownLatch(1);
        try (World world = new World(folder, true, NEVER)) {
            world.cloud.next(Call.CREATE, new Fault.Held(answers));
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 2)));
            world.until("called", () -> world.cloud.calls(Call.CREATE) == 2);
            world.life.reconciler.close(Duration.ofMillis(100));
            world.restart();
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            answers.countDown();
            world.passes();
            assertThat(world.machines()).isEqualTo(Map.of("a main.1", 1L, "a main.2", 1L));
        }
    }

    private void stray(World world, String key) {
        world.cloud.put(new AccountKey("acme", "memory", null, null, null),
                new Observed.Machine("i-stray", "stray", Observed.Machine.Power.RUNNING, "192.0.2.9", Map.of(
                        Tags.SERVER, Identity.load(folder).serverId(), Tags.INSTANCE, key)));
    }

    private static String deployed(World world, int replicas) {
        String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", replicas)));
        world.until("deployed", () -> world.answered(commit, "headrace/a"));
        return commit;
    }

    private static RepositorySettings hosted(String branch, String path) {
        return settings(null, branch, path);
    }

    private static RepositorySettings settings(@Nullable URI url, String branch, String path) {
        return new RepositorySettings(Life.INFRA, url, branch, path, Duration.ofMinutes(1), null);
    }
}
