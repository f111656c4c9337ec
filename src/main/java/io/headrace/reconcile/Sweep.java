package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Tags;
import io.headrace.model.Wake;
import io.headrace.plan.Facts;
import io.headrace.plan.Sighting;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what an account holds with what the runs say: tells runs of machines that are absent, stopped or back, deletes
 * late doubles, and after a grace period what is ours and wanted by nobody.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Runs runs;
    private final Roster roster;
    private final String serverId;
    private final Duration grace;
    private final Wake wake;
    private final InstantSource clock;
    private final Map<String, Instant> strays = new ConcurrentHashMap<>();
    private final Map<Roster.Expected, Instant> since = new ConcurrentHashMap<>();
    private final Map<Roster.Expected, String> told = new ConcurrentHashMap<>();

    Sweep(Runs runs, Roster roster, String serverId, Duration grace, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.roster = roster;
        this.serverId = serverId;
        this.grace = grace;
        this.wake = wake;
        this.clock = clock;
    }

    /** Looks at one account once; nothing is deleted as a stray unless {@code mayDelete} says so of its
     * repository. */
    void look(Accounts.Open account, Predicate<RepositoryKey> mayDelete) {
        Set<Roster.Expected> expected = roster.expected(account.key());
        Inventory.Snapshot snapshot;
        try {
            snapshot = account.inventory().since(clock.instant());
        } catch (CloudException unavailable) {
            LOG.info("{} could not be observed: {}", account.key().connector(), unavailable.getMessage());
            return;
        }
        Map<String, Observed.Machine> machines = new HashMap<>();
        snapshot.machines().forEach(machine -> machines.put(machine.id(), machine));
        for (Roster.Expected one : expected) {
            Optional<Observed.Machine> machine = Optional.ofNullable(machines.get(one.machineId()));
            Instant settled = since.computeIfAbsent(one, _ -> clock.instant())
                    .plus(account.connector().settleTime());
            // A cloud may show a new machine late; that is not drift.
            if (machine.isPresent() || !snapshot.begun().isBefore(settled)) {
                tell(one, machine);
            }
        }
        forget(account, expected);
        for (Observed.Machine machine : snapshot.machines()) {
            Tags.instance(serverId, machine).ifPresent(key -> stray(account, machine, key, mayDelete));
        }
        strays.keySet()
                .removeIf(id -> id.startsWith(account.key() + " ")
                        && !machines.containsKey(id.substring((account.key() + " ").length())));
    }

    /** What was remembered of machines that are expected no more. */
    private void forget(Accounts.Open account, Set<Roster.Expected> expected) {
        since.keySet().removeIf(one -> one.account().equals(account.key()) && !expected.contains(one));
        told.keySet().retainAll(since.keySet());
    }

    /** Tells the run what was seen, when it is news; an absent machine is told each time, for it must be seen twice. */
    private void tell(Roster.Expected one, Optional<Observed.Machine> machine) {
        boolean running = machine.filter(seen -> seen.power() != Observed.Machine.Power.STOPPED).isPresent();
        String address = machine.map(Observed.Machine::address).orElse(null);
        String news = machine.isPresent() + " " + running + " " + address;
        if (running && news.equals(told.put(one, news))) {
            return;
        }
        told.put(one, news);
        InstanceKey key = one.key();
        Sighting sighting = machine.isEmpty()
                ? Sighting.absent(Instant.EPOCH)
                : running ? Sighting.well(address) : Sighting.stopped(false, Instant.EPOCH);
        runs.update(key.run(), state -> Facts.observed(state, key.slot(), key.generation(), sighting,
                clock.instant()));
        wake.run(key.run());
    }

    /** A machine that carries our tag: the one that its run knows, one that the run still waits for, or a stray. */
    private void stray(Accounts.Open account, Observed.Machine machine, InstanceKey key,
            Predicate<RepositoryKey> mayDelete) {
        Optional<Instance> instance = runs.find(key.run())
                .flatMap((RunState state) -> state.instance(key.slot(), key.generation()));
        boolean wanted = instance
                .filter(known -> known.intent() != null || machine.id().equals(known.machineId()))
                .isPresent();
        String id = account.key() + " " + machine.id();
        if (wanted) {
            strays.remove(id);
            return;
        }
        Instant since = strays.computeIfAbsent(id, fresh -> {
            LOG.warn("machine {} of {} is ours and wanted by nobody", machine.id(), key);
            return clock.instant();
        });
        if (mayDelete.test(key.run().repositoryKey()) && !clock.instant().isBefore(since.plus(grace))) {
            LOG.warn("deleting machine {} of {}: ours, and wanted by nobody for {}", machine.id(), key, grace);
            account.connector().delete(machine.id());
        }
    }
}
