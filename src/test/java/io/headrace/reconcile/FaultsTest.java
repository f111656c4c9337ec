package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.model.CommitStatus;
import io.headrace.store.CloudUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clouds that are slow, throttle, fail, lose answers and show machines late: each slot gets one machine all the same. */
final class FaultsTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> faults() {
        return Stream.of(new Fault.AnswerLost(), new Fault.RequestLost(), new Fault.Slow(Duration.ofMillis(50)),
                new Fault.Refused(CloudException.throttled("slow down", Duration.ofMillis(100))))
                .flatMap(fault -> Stream.of(true, false).map(tokens -> Arguments.of(fault, tokens)));
    }

    @ParameterizedTest(name = "{0}, client tokens {1}")
    @MethodSource("faults")
    void firstCalls_thatFail_neitherDoubleNorLose(Fault fault, boolean tokens) {
        try (World world = new World(folder, tokens, NEVER)) {
            world.cloud.appearLate(2, Duration.ofMillis(100));
            world.cloud.next(Call.CREATE, fault);
            world.cloud.next(Call.CREATE, fault);
            world.cloud.next(Call.OBSERVE, new Fault.Refused(CloudException.unavailable("down", null)));
            world.cloud.next(Call.DELETE, fault);
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 3)));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            world.until("no strays", () -> world.machines()
                    .equals(Map.of("a main.1", 1L, "a main.2", 1L, "a main.3",
                            1L)));
            String fewer = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1)));
            world.until("scaled", () -> world.answered(fewer, "headrace/a"));
            world.until("no strays", () -> world.machines().equals(Map.of("a main.1", 1L)));
            assertThat(world.ends(commit, "headrace/a")).extracting(CommitStatus::state)
                    .containsExactly(CommitStatus.State.SUCCESS);
        }
    }

    @Test
    void requestThatIsRejected_failsTheCommitWithTheCloudsWords() {
        try (World world = new World(folder, true, NEVER)) {
            world.cloud.always(Call.CREATE, new Fault.Refused(CloudException.rejected("no such image 'debian-99'")));
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1)));
            world.until("failed", () -> world.answered(commit, "headrace/a"));
            assertThat(world.ends(commit, "headrace/a")).singleElement()
                    .satisfies(end -> assertThat(end.state()).isEqualTo(CommitStatus.State.FAILURE))
                    .satisfies(end -> assertThat(end.description()).contains("no such image 'debian-99'"));
            assertThat(world.machines()).isEmpty();
        }
    }

    @Test
    void account_thatHangs_delaysTheLookAtNoOther() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (World world = new World(folder, true, NEVER)) {
            String elsewhere = Blueprints.runs("b", 1).replace("connector: memory", "connector: memory, region: b");
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1), "b.yaml", elsewhere));
            world.until("deployed", () -> world.answered(commit, "headrace/a") && world.answered(commit,
                    "headrace/b"));
            int before = world.cloud.calls(Call.OBSERVE);
            world.cloud.next(Call.OBSERVE, new Fault.Held(latch));
            Thread tick = Thread.ofVirtual().start(world.life.reconciler::takeInventory);
            await().until(() -> world.cloud.calls(Call.OBSERVE) == before + 2);
            await().untilAsserted(() -> {
                int seen = world.cloud.calls(Call.OBSERVE);
                world.life.reconciler.takeInventory();
                assertThat(world.cloud.calls(Call.OBSERVE)).as("the other one alone").isEqualTo(seen + 1);
            });
            latch.countDown();
            tick.join();
            int healed = world.cloud.calls(Call.OBSERVE);
            world.life.reconciler.takeInventory();
            assertThat(world.cloud.calls(Call.OBSERVE)).isEqualTo(healed + 2);
        } finally {
            latch.countDown();
        }
    }

    @Test
    void clouds_declaredOrUsed_sayWhetherTheyAnswer() {
        try (World world = new World(folder, true, NEVER)) {
            String unused = """
                apiVersion: headrace.io/v1
                kind: Cloud
                metadata: {name: spare}
                spec: {connector: memory, region: elsewhere, limits: {instances: 3}}
                """;
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1), "spare.yaml", unused));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            CloudUse used = new CloudUse("acme", "infra", "cloud-a", "memory", 1, 1, null);
            CloudState spare = new CloudState(new CloudUse("acme", "infra", "spare", "memory", 0, 0, 3), null, null);
            world.life.reconciler.takeInventory();
            assertThat(world.life.reconciler.clouds(_ -> true))
                    .containsExactlyInAnyOrder(new CloudState(used, true, null), spare);
            world.cloud.outage();
            world.life.reconciler.takeInventory();
            assertThat(world.life.reconciler.clouds(_ -> true))
                    .containsExactlyInAnyOrder(new CloudState(used, false, "no route to host"), spare);
            world.cloud.heal();
            world.life.reconciler.takeInventory();
            assertThat(world.life.reconciler.clouds(_ -> true)).contains(new CloudState(used, true, null));
            assertThat(world.life.reconciler.clouds(_ -> false)).isEmpty();
        }
    }

    @Test
    void foreignMachines_areNeverTouched() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1)));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            world.foreign("not-ours");
            String end = world.commit(Map.of("a.yaml", ""), "allow-destroy=1");
            world.until("ended", () -> world.answered(end, "headrace/a"));
            for (int beat = 0; beat < 20; beat++) {
                world.pass();
            }
            assertThat(world.cloud.machines()).singleElement()
                    .satisfies(machine -> assertThat(machine.id()).isEqualTo("not-ours"));
        }
    }

    @Test
    void lostMachine_isReplacedByTheNextGeneration() {
        try (World world = new World(folder, true, NEVER)) {
            String commit = world.commit(Map.of("a.yaml", Blueprints.runs("a", 2)));
            world.until("deployed", () -> world.answered(commit, "headrace/a"));
            world.cloud.vanish(world.cloud.machines().getFirst().id());
            world.until("healed", () -> world.machines().size() == 2 && world.generations("a").contains(2));
            assertThat(world.ends(commit, "headrace/a")).hasSize(1);
        }
    }
}
