package io.headrace.reconcile;

import io.headrace.model.CommitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server is killed at each crash point, while it deploys, changes and ends runs on clouds with and without client
 * tokens: afterwards the cloud holds exactly what git says, and each commit was answered once.
 */
final class CrashTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> kills() {
        return Arrays.stream(CrashPoint.values())
                .flatMap(point -> Stream.of(1, 3)
                        .flatMap(nth -> Stream.of(true, false).map(tokens -> Arguments.of(point, nth, tokens))));
    }

    @ParameterizedTest(name = "{0}, pass {1}, client tokens {2}")
    @MethodSource("kills")
    void serverKilledAnywhere_neitherLeaksNorDoublesNorForgets(CrashPoint point, int nth, boolean tokens) {
        try (World world = new World(folder, tokens, new KillAt(point, nth))) {
            world.cloud.appearLate(1, Duration.ofMillis(20));
            String first = world.commit(Map.of("runs.yaml", Blueprints.runs("a", 2) + Blueprints.runs("b", 2)));
            world.until("deployed", () -> world.answered(first, "headrace/a") && world.answered(first, "headrace/b")
                    && world.answered(first, "headrace"));
            world.until("no strays",
                    () -> world.machines()
                            .equals(Map.of("a main.1", 1L, "a main.2", 1L, "b main.1", 1L, "b main.2", 1L)));

            String second = world.commit(Map.of("runs.yaml", Blueprints.runs("a", 3) + Blueprints.runs("b", 1)));
            world.until("scaled", () -> world.answered(second, "headrace/a") && world.answered(second, "headrace/b"));
            world.until("no strays", () -> world.machines()
                    .equals(Map.of("a main.1", 1L, "a main.2", 1L, "a main.3", 1L, "b main.1", 1L)));

            String third = world.commit(Map.of("runs.yaml", ""), "allow-destroy=2");
            world.until("ended", () -> world.answered(third, "headrace/a") && world.answered(third, "headrace/b"));
            world.until("no strays", () -> world.machines().isEmpty());

            for (String commit : List.of(first, second, third)) {
                for (String context : List.of("headrace", "headrace/a", "headrace/b")) {
                    assertThat(world.ends(commit, context)).as(context)
                            .hasSize(1)
                            .extracting(CommitStatus::state)
                            .containsOnly(CommitStatus.State.SUCCESS);
                }
            }
        }
    }
}
