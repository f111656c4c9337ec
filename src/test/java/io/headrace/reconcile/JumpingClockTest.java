package io.headrace.reconcile;

import io.headrace.model.CommitStatus;
import io.headrace.model.Observed;
import io.headrace.schedule.SteadyClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The system's clock jumps by an hour while runs are deployed, healed and changed: nobody runs out of time. */
final class JumpingClockTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);

    @TempDir
    Path folder = Path.of("");

    private World world() {
        return new World(folder, true, List.of(NEVER), Life.USUAL,
                new SteadyClock(() -> Instant.now().plus(off.get()), System::nanoTime));
    }

    private void jump(int hours) {
        off.updateAndGet(before -> before.plus(Duration.ofHours(hours)));
    }

    @Test
    void attempts_thatAreOpen_neitherTimeOutNorStandStill() {
        try (World world = world()) {
            int replicas = 0;
            for (int hours : new int[]{1, -1, -1, 1}) {
                replicas++;
                String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", replicas)));
                jump(hours);
                world.until("deployed", () -> world.answered(commit, "headrace/a"));
                assertThat(world.ends(commit, "headrace/a")).extracting(CommitStatus::state)
                        .containsExactly(CommitStatus.State.SUCCESS);
            }
        }
    }

    @Test
    void machines_thatAreReady_stayWhereTheyAreAndOnesThatVanishAreReplaced() {
        try (World world = world()) {
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 3)));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            List<String> before = world.cloud.machines().stream().map(Observed.Machine::id).toList();
            for (int hours : new int[]{1, -1, -1, 1}) {
                jump(hours);
                world.settle();
                assertThat(world.cloud.machines().stream().map(Observed.Machine::id).toList()).isEqualTo(before);
            }
            jump(-1);
            world.cloud.vanish(before.getFirst());
            world.until("healed", () -> world.machines().size() == 3 && world.generations("a").contains(2));
        }
    }
}
