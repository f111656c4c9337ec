package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Seeded random histories: commits that scale, add and end runs, some before the last one is done, on a cloud that fails,
 * under a server that is killed at a chosen point and then up to two more times anywhere. A few seeds for each crash
 * point run always; {@code mvn -Pcrash verify} runs more than a thousand histories.
 */
final class CrashSearchTest {

    private static final int SEEDS = Integer.getInteger("crash.seeds", 1);
    private static final List<Call> CALLS = List.of(Call.OBSERVE, Call.CREATE, Call.DELETE);
    private static final List<String> RUNS = List.of("a", "b", "c");

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> histories() {
        return IntStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> Arrays.stream(CrashPoint.values()).map(point -> Arguments.of(point, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("histories")
    void serverKilledAgainAndAgain_endsWithExactlyWhatGitSays(CrashPoint point, int seed) {
        Random random = new Random(seed * 31L + point.name().hashCode());
        try (World world = new World(folder, random.nextBoolean(), kills(point, random), Life.USUAL)) {
            world.cloud.appearLate(random.nextInt(2), Duration.ofMillis(20));
            List<String> commits = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(3); i++) {
                faults(world, random);
                commits.add(change(world, random, commits));
            }
            world.cloud.heal();
            String last = world.commit(Map.of("runs.yaml", "", "other.yaml", "# " + seed + "\n"), "allow-destroy=3");
            commits.add(last);
            world.until("all has ended", () -> world.machines().isEmpty() && world.answered(last, "headrace")
                    && commits.stream().allMatch(commit -> world.open(commit).isEmpty()));
            commits.forEach(commit -> assertThat(world.doubleEnds(commit)).as(commit).isEmpty());
        }
    }

    private static List<KillAt> kills(CrashPoint first, Random random) {
        CrashPoint[] points = CrashPoint.values();
        List<KillAt> kills = new ArrayList<>(List.of(new KillAt(first, 1 + random.nextInt(4))));
        for (int i = random.nextInt(3); i > 0; i--) {
            kills.add(new KillAt(points[random.nextInt(points.length)], 1 + random.nextInt(6)));
        }
        return kills;
    }

    /** One commit with other sizes of the runs; some are waited for until the cloud holds just that. */
    private static String change(World world, Random random, List<String> before) {
        StringBuilder text = new StringBuilder("# commit " + before.size() + "\n");
        for (String run : RUNS) {
            int replicas = random.nextInt(4);
            if (replicas > 0) {
                text.append(Blueprints.runs(run, replicas));
            }
        }
        String commit = world.commit(Map.of("runs.yaml", text.toString()), "allow-destroy=3");
        if (random.nextBoolean()) {
            world.cloud.heal();
            world.until("commit " + commit, () -> world.answered(commit, "headrace") && world.open(commit).isEmpty());
        }
        return commit;
    }

    private static void faults(World world, Random random) {
        List<Fault> faults = List.of(new Fault.AnswerLost(), new Fault.RequestLost(), new Fault.Refused(
                CloudException.throttled("slow down", Duration.ofMillis(5))),
                new Fault.Refused(CloudException
                        .unavailable("out of order", null)));
        for (int i = random.nextInt(3); i > 0; i--) {
            world.cloud.next(CALLS.get(random.nextInt(CALLS.size())), faults.get(random.nextInt(faults.size())));
        }
    }
}
