package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.model.AccountKey;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Tags;
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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what an account holds with what the runs say: has them told of drift, deletes late doubles, and after a grace
 * period what is ours and wanted by nobody.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** Whose machines are ours, and how long one that nobody wants is left alone. */
    record Ours(String serverId, Duration grace) {}

    private final Runs runs;
    private final Roster roster;
    private final DriftWatch drift;
    private final Silences silences;
    private final String serverId;
    private final Duration grace;
    private final InstantSource clock;
    private final Map<String, Instant> strays = new ConcurrentHashMap<>();
    private final Map<AccountKey, Set<InstanceKey>> known = new ConcurrentHashMap<>();

    Sweep(Runs runs, Roster roster, DriftWatch drift, Silences silences, Ours ours, InstantSource clock) {
        this.runs = runs;
        this.roster = roster;
        this.drift = drift;
        this.silences = silences;
        this.serverId = ours.serverId();
        this.grace = ours.grace();
        this.clock = clock;
    }

    /** Looks at one account once; a stray is deleted only when {@code mayDelete} holds for its repository. */
    void look(Accounts.Open account, Predicate<RepositoryKey> mayDelete) {
        Set<Roster.Expected> expected = roster.expected(account.key());
        Inventory.Snapshot snapshot;
        try {
            snapshot = account.inventory().since(clock.instant());
        } catch (CloudException unavailable) {
            LOG.info("{} could not be observed: {}", account.key().connector(), unavailable.getMessage());
            drift.outage(account.key(), expected);
            silences.outage(account.key(), expected);
            return;
        }
        Map<String, Observed.Machine> machines = new HashMap<>();
        snapshot.machines().forEach(machine -> machines.put(machine.id(), machine));
        forget(account, expected);
        drift.look(account, expected, snapshot.begun(), machines);
        silences.look(account, expected, machines);
        strays(account, expected, machines, mayDelete);
    }

    private void strays(Accounts.Open account, Set<Roster.Expected> expected, Map<String, Observed.Machine> machines,
            Predicate<RepositoryKey> mayDelete) {
        String prefix = account.key() + " ";
        Map<String, InstanceKey> owners = new HashMap<>();
        for (Roster.Expected one : expected) {
            owners.put(one.machineId(), one.key());
            strays.remove(prefix + one.machineId());
        }
        for (Observed.Machine machine : machines.values()) {
            Tags.instance(serverId, machine)
                    .filter(key -> !key.equals(owners.get(machine.id())))
                    .ifPresent(key -> stray(account, machine, key, mayDelete));
        }
        strays.keySet()
                .removeIf(id -> id.startsWith(prefix) && !machines.containsKey(id.substring(prefix.length())));
    }

    /** What was remembered of machines that are expected no more. */
    private void forget(Accounts.Open account, Set<Roster.Expected> expected) {
        Set<InstanceKey> now = expected.stream().map(Roster.Expected::key).collect(Collectors.toSet());
        Set<InstanceKey> before = known.put(account.key(), now);
        if (before != null) {
            before.stream().filter(key -> !now.contains(key)).forEach(key -> {
                drift.forget(key);
                silences.forget(key);
            });
        }
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
