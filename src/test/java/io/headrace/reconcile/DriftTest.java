package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Fault;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.model.AccountKey;
import io.headrace.model.Condition;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import io.headrace.model.Principal;
import io.headrace.model.Proposal;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.Tags;
import io.headrace.plan.Conditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Machines that stop, change and vanish, agents that fall silent, clouds and servers that are away meanwhile. */
final class DriftTest {

    private static final KillAt NEVER = new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE);
    private static final RunKey RUN = Life.INFRA.run("a");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("");

    @Test
    void stoppedMachine_isStartedAgainAndNothingElse() {
        try (World world = deployed(2, "heal")) {
            List<Observed.Machine> before = world.cloud.machines();
            world.cloud.power(before.getFirst().id(), Power.STOPPED);
            world.until("started", () -> world.cloud.machines().equals(before) && settled(world));

            assertThat(world.generations("a")).containsExactly(1, 1);
            assertThat(world.cloud.calls(Call.START)).isOne();
            assertThat(world.cloud.calls(Call.CREATE)).isEqualTo(2);
        }
    }

    @Test
    void stoppedMachine_thatCannotBeStarted_isReplaced() {
        try (World world = deployed(2, "heal")) {
            world.cloud.always(Call.START, new Fault.Refused(CloudException.rejected("its disk is gone")));
            world.cloud.power(machine(world, "main.1"), Power.STOPPED);
            world.until("tried", () -> world.cloud.calls(Call.START) == 1);
            world.pass(MINUTE);
            world.until("replaced", () -> world.generations("a").equals(List.of(2, 1)) && settled(world));
        }
    }

    @Test
    void changedMachine_isReplacedAndTheOthersStay() {
        try (World world = deployed(3, "heal")) {
            String second = machine(world, "main.2");
            String third = machine(world, "main.3");
            world.cloud.change(second, "it has 2 cpu, not 1");
            Map<String, String> tags = new HashMap<>(tags(world, third));
            tags.put(Tags.MACHINE_HASH, "h1:" + "0".repeat(64));
            world.cloud.tag(third, tags);

            world.until("replaced", () -> world.generations("a").equals(List.of(1, 2, 2)) && settled(world));
        }
    }

    @Test
    void account_outOfReach_healsNothingAndNeedsTwoLooksAfterwards() {
        try (World world = deployed(4, "heal")) {
            List<Observed.Machine> before = world.cloud.machines();
            String first = machine(world, "main.1");
            world.cloud.vanish(first);
            world.life.reconciler.takeInventory();
            world.cloud.outage();
            world.pass(MINUTE.multipliedBy(10));
            assertThat(drifts(world)).isEmpty();
            world.cloud.heal();
            world.life.reconciler.takeInventory();
            assertThat(drifts(world)).isEmpty();
            before.stream().filter(one -> one.id().equals(first)).forEach(one -> world.cloud.put(account(), one));
            world.pass(MINUTE);

            assertThat(world.cloud.machines()).isEqualTo(before);
            assertThat(world.generations("a")).containsExactly(1, 1, 1, 1);
            assertThat(world.cloud.calls(Call.STOP)).isZero();
            world.cloud.vanish(first);
            world.until("replaced", () -> world.generations("a").equals(List.of(2, 1, 1, 1)));
        }
    }

    @Test
    void server_startedAgain_doubtsWhatItSawBefore() {
        try (World world = deployed(2, "heal")) {
            world.cloud.vanish(machine(world, "main.1"));
            world.until("replaced", () -> world.generations("a").equals(List.of(2, 1)) && settled(world));
            Observed.Machine again = world.cloud.machines()
                    .stream()
                    .filter(one -> one.id().equals(machine(world, "main.1")))
                    .findFirst()
                    .orElseThrow();
            world.cloud.vanish(again.id());
            world.until("waiting", () -> drifts(world).equals(List.of(Drift.Kind.ABSENT)));
            world.cloud.put(account(), again);
            world.restart(MINUTE.multipliedBy(5));
            world.until("back", () -> settled(world));

            assertThat(world.generations("a")).containsExactly(2, 1);
            assertThat(world.cloud.calls(Call.CREATE)).isEqualTo(3);
        }
    }

    @Test
    void silentAgents_upTo30Percent_areHealed() {
        try (World world = deployed(10, "heal")) {
            world.pass(MINUTE);
            for (String slot : List.of("main.1", "main.2", "main.3")) {
                world.mute.add(machine(world, slot));
            }
            world.pass(MINUTE.multipliedBy(3));
            world.until("restarted", () -> world.cloud.calls(Call.START) == 3);
            assertThat(world.cloud.calls(Call.STOP)).isEqualTo(3);
            world.mute.clear();
            world.pass(MINUTE);
            world.until("heard", () -> settled(world));
            assertThat(world.generations("a")).hasSize(10).containsOnly(1);
        }
    }

    @Test
    void silentAgents_moreThan30Percent_areOnlyShown() {
        try (World world = deployed(10, "heal")) {
            world.pass(MINUTE);
            for (String slot : List.of("main.1", "main.2", "main.3", "main.4")) {
                world.mute.add(machine(world, slot));
            }
            world.pass(MINUTE.multipliedBy(10));

            assertThat(drifts(world)).hasSize(4).containsOnly(Drift.Kind.SILENT);
            assertThat(drifted(world).message()).contains("main.1: its agent is silent for more than 2 minutes, seen",
                    "and nothing is done about it, since 4 of 10 machines of the account are silent");
            assertThat(world.cloud.calls(Call.STOP) + world.cloud.calls(Call.DELETE)).isZero();
            world.mute.remove(machine(world, "main.4"));
            world.pass(MINUTE);
            world.until("restarted", () -> world.cloud.calls(Call.START) == 3);
        }
    }

    @Test
    void silentAgent_besideMachinesThatAreNotThere_isProposedToBeStartedAgain() {
        try (World world = deployed(4, "propose")) {
            world.pass(MINUTE);
            for (String slot : List.of("main.1", "main.2", "main.3")) {
                world.mute.add(machine(world, slot));
            }
            world.cloud.vanish(machine(world, "main.1"));
            world.cloud.power(machine(world, "main.2"), Power.STOPPED);
            world.pass(MINUTE.multipliedBy(4));

            assertThat(drifts(world)).containsExactly(Drift.Kind.ABSENT, Drift.Kind.STOPPED, Drift.Kind.SILENT);
            assertThat(Objects.requireNonNull(world.runState(RUN).proposal()).actions())
                    .extracting(Proposal.Action::instance)
                    .containsExactly("main.1:1", "main.2:1", "main.3:1");
        }
    }

    @Test
    void silence_whileTheServerWasAway_doesNotCount() {
        try (World world = deployed(4, "heal")) {
            world.pass(MINUTE);
            world.mute.add(machine(world, "main.1"));
            world.restart(MINUTE.multipliedBy(30));
            world.pass(MINUTE);
            assertThat(drifts(world)).isEmpty();
            world.mute.clear();
            world.pass(MINUTE.multipliedBy(5));
            assertThat(drifts(world)).isEmpty();
            assertThat(world.cloud.calls(Call.STOP)).isZero();
        }
    }

    @Test
    void proposal_waitsUntilItIsAppliedByItsHash() {
        try (World world = deployed(2, "propose")) {
            world.cloud.power(machine(world, "main.1"), Power.STOPPED);
            world.until("proposed", () -> world.runState(RUN).proposal() != null);
            Proposal first = Objects.requireNonNull(world.runState(RUN).proposal());
            world.pass(MINUTE.multipliedBy(5));
            assertThat(world.runState(RUN).proposal()).isEqualTo(first);
            assertThat(world.cloud.calls(Call.START)).isZero();

            world.cloud.vanish(machine(world, "main.2"));
            world.until("changed", () -> !first.equals(world.runState(RUN).proposal()));
            Acts acts = new Acts(world.life.stores.runs(), world.life.wakes, java.time.InstantSource.system());
            Principal bob = new Principal("acme", "bob", Role.DEVELOPER);
            assertThat(acts.apply(RUN, bob, first.hash()).map(Acts.Refusal::code)).contains("plan-changed");
            Proposal second = Objects.requireNonNull(world.runState(RUN).proposal());
            assertThat(acts.apply(RUN, bob, second.hash())).isEmpty();
            world.until("healed", () -> world.generations("a").equals(List.of(1, 2)) && settled(world));
            assertThat(acts.apply(RUN, bob, second.hash()).map(Acts.Refusal::code)).contains("nothing-proposed");
        }
    }

    private World deployed(int replicas, String drift) {
        World world = new World(folder, true, NEVER);
        String commit = world.commit(Map.of("a.yaml",
                Blueprints.runs("a", replicas).replace("keep: always", "keep: always, drift: " + drift)));
        world.until("deployed", () -> world.answered(commit, "headrace/a"));
        world.life.reconciler.takeInventory();
        return world;
    }

    private static boolean settled(World world) {
        return !drifted(world).status();
    }

    private static Condition drifted(World world) {
        return Conditions.of(world.runState(RUN))
                .stream()
                .filter(one -> one.type() == Condition.Type.DRIFTED)
                .findFirst()
                .orElseThrow();
    }

    private static List<Drift.Kind> drifts(World world) {
        return world.runState(RUN)
                .instances()
                .stream()
                .map(Instance::drift)
                .filter(Objects::nonNull)
                .map(Drift::kind)
                .toList();
    }

    private static String machine(World world, String slot) {
        return world.runState(RUN)
                .instances()
                .stream()
                .filter(one -> one.slot().toString().equals(slot) && !one.removing())
                .map(Instance::machineId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> tags(World world, String machine) {
        return world.cloud.machines().stream().filter(one -> one.id().equals(machine)).findFirst().orElseThrow().tags();
    }

    private static AccountKey account() {
        return new AccountKey("acme", "memory", null, null, null);
    }
}
