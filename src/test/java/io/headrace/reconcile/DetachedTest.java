package io.headrace.reconcile;

import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.Settings;
import io.headrace.store.Standing;
import io.headrace.store.Standing.Machines;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A repository that leaves the configuration keeps its machines until somebody says what becomes of them. */
final class DetachedTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);
    private static final Settings NOBODY = new Settings(List.of(), Set.of());
    private static final Principal ROOT = new Principal("*", "root", Role.OPERATOR);
    private static final RunKey RUN = Life.INFRA.run("a");

    @TempDir
    Path folder = Path.of("");

    @Test
    void repositoryThatLeft_keepsItsMachinesAlsoAfterARestart() {
        try (World world = deployed()) {
            world.configure(NOBODY);
            world.passes();
            assertThat(detached(world).list()).extracting(Standing::repository).containsExactly(Life.INFRA);
            world.restart();
            world.passes();
            assertThat(world.machines()).isEqualTo(Map.of("a main.1", 1L, "a main.2", 1L));
            world.cloud.vanish(world.cloud.machines().getFirst().id());
            world.until("it is still known", () -> world.generations("a").contains(2));
            world.until("both", () -> world.machines().size() == 2);
        }
    }

    @Test
    void driftOfARunThatLeft_afterARestart_isProposedAndHealedOnceItIsApplied() {
        try (World world = deployed(Blueprints.runs("a", 2).replace("keep: always", "keep: always, drift: propose"))) {
            world.configure(NOBODY);
            world.restart();
            world.passes();
            assertThat(world.runState(RUN).proposal()).isNull();
            world.cloud.vanish(world.cloud.machines().getFirst().id());
            world.until("proposed", () -> world.runState(RUN).proposal() != null);
            world.restart();
            world.passes();
            world.until("seen again", () -> world.runState(RUN).proposal() != null);
            assertThat(world.machines()).hasSize(1);

            String hash = Objects.requireNonNull(world.runState(RUN).proposal()).hash();
            Acts acts = new Acts(world.life.stores.runs(), world.life.wakes, InstantSource.system());
            assertThat(acts.apply(RUN, ROOT, hash)).isEmpty();
            world.until("healed", () -> world.generations("a").size() == 2);
            assertThat(world.generations("a")).containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void repositoryThatComesBack_isFollowedAgain() {
        try (World world = deployed()) {
            world.configure(NOBODY);
            world.passes();
            world.configure(Life.USUAL);
            assertThat(detached(world).list()).isEmpty();
            String fewer = world.commit(Map.of("a.yaml", Blueprints.runs("a", 1)));
            world.until("scaled", () -> world.answered(fewer, "headrace/a"));
            world.until("one", () -> world.machines().equals(Map.of("a main.1", 1L)));
            assertThat(world.generations("a")).containsExactly(1);
        }
    }

    @Test
    void removal_thatTerminates_endsTheRunsThenForgetsThemAcrossARestart() {
        try (World world = deployed()) {
            world.configure(NOBODY);
            detached(world).remove(Life.INFRA, Machines.TERMINATE, ROOT);
            assertThat(detached(world).left(Life.INFRA)).isEqualTo(1);
            world.restart();
            world.until("terminated", () -> world.machines().isEmpty() && detached(world).list().isEmpty());
            assertThat(world.life.stores.runs().states(Life.INFRA)).isEmpty();
            assertThat(world.life.git.exists(Life.INFRA)).isFalse();
        }
    }

    @Test
    void removal_thatAbandons_forgetsTheRunsAndLeavesTheMachinesForGood() {
        try (World world = deployed()) {
            world.configure(NOBODY);
            detached(world).remove(Life.INFRA, Machines.ABANDON, ROOT);
            world.until("forgotten", () -> detached(world).list().isEmpty());
            world.passes();
            assertThat(world.life.stores.runs().find(RUN)).isEmpty();
            assertThat(world.machines()).hasSize(2);
        }
    }

    @Test
    void repositoryThatComesBackWhileItIsRemoved_isDeployedAgain() {
        try (World world = deployed()) {
            world.configure(NOBODY);
            // Or it may be removed altogether before it comes back, with nothing left to deploy.
            CountDownLatch answers = new CountDownLatch(1);
            world.cloud.next(Call.DELETE, new Fault.Held(answers));
            detached(world).remove(Life.INFRA, Machines.TERMINATE, ROOT);
            world.until("ending", () -> !world.life.stores.runs().find(RUN).orElseThrow().declared());
            world.configure(Life.USUAL);
            answers.countDown();
            world.until("deployed again", () -> world.generations("a").size() == 2
                    && world.life.stores.runs().find(RUN).orElseThrow().declared());
            assertThat(world.machines()).hasSize(2);
        }
    }

    private World deployed() {
        return deployed(Blueprints.runs("a", 2));
    }

    private World deployed(String blueprints) {
        World world = new World(folder, true, NEVER);
        String commit = world.commit(Map.of("a.yaml", blueprints));
        world.until("deployed", () -> world.answered(commit, "headrace/a"));
        return world;
    }

    private static Detached detached(World world) {
        return world.life.reconciler.detached();
    }
}
