package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.Connector;
import io.headrace.model.Observed;
import java.time.Duration;
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

    private static final Duration OFTEN = Duration.ofSeconds(10);
    /** Below the gap after which {@link Silences} takes it that this process stood still. */
    private static final Duration SELDOM = Duration.ofSeconds(40);
    private static final Duration EACH = Duration.ofMillis(2);

    private final Connector connector;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Snapshot latest;
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

    /**
     * Whether it is time for the next regular observation: at each round, but for accounts of so many machines that
     * looking would cost more than it tells.
     */
    boolean due(Instant now) {
        Snapshot known = latest;
        if (known == null || now.isBefore(known.begun())) {
            return true;
        }
        Duration pause = EACH.multipliedBy(known.machines().size());
        return pause.compareTo(OFTEN) <= 0
                || !now.isBefore(known.begun().plus(pause.compareTo(SELDOM) < 0 ? pause : SELDOM));
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
