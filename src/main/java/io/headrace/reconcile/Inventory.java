package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Connector;
import io.headrace.model.Observed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one account holds, asked for at most once at a time and shared by all who want to know. */
final class Inventory {

    /** All machines of the account, from an observation that began at that time. */
    record Snapshot(Instant begun, List<Observed.Machine> machines) {

        Snapshot {
            machines = List.copyOf(machines);
        }

        Optional<Observed.Machine> machine(String id) {
            return machines.stream().filter(machine -> machine.id().equals(id)).findFirst();
        }
    }

    /** How the last observation went; {@code error} is what the cloud said when it failed. */
    record Reach(boolean reachable, @Nullable String error) {}

    private final Connector connector;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Snapshot latest;
    private volatile @Nullable Reach reach;

    Inventory(Connector connector, InstantSource clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** An observation that began at that time or later. Throws what the connector throws. */
    Snapshot since(Instant earliest) {
        lock.lock();
        try {
            Snapshot known = latest;
            if (known != null && !known.begun().isBefore(earliest)) {
                return known;
            }
            Instant begun = clock.instant();
            List<Observed.Machine> machines = observe();
            Snapshot snapshot = new Snapshot(begun, machines);
            latest = snapshot;
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the account answers, as far as that is known; asked at any time, it waits for nothing. */
    Optional<Reach> reach() {
        return Optional.ofNullable(reach);
    }

    private List<Observed.Machine> observe() {
        try {
            List<Observed.Machine> machines = connector.observe()
                    .stream()
                    .filter(Observed.Machine.class::isInstance)
                    .map(Observed.Machine.class::cast)
                    .toList();
            reach = new Reach(true, null);
            return machines;
        } catch (CloudException unavailable) {
            reach = new Reach(false, unavailable.message());
            throw unavailable;
        }
    }
}
