package io.headrace.reconcile;

import io.headrace.model.RunKey;
import io.headrace.store.Lease;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The leases that this server holds, renewed when they are needed and half used up. */
final class Leases {

    private static final Duration TERM = Duration.ofSeconds(60);

    private record Held(Lease lease, Instant renewAt) {}

    private final Runs runs;
    private final String owner;
    private final InstantSource clock;
    private final Map<RunKey, Held> held = new ConcurrentHashMap<>();

    Leases(Runs runs, String owner, InstantSource clock) {
        this.runs = runs;
        this.owner = owner;
        this.clock = clock;
    }

    /** The lease on the run, or empty while another server holds it. */
    Optional<Lease> hold(RunKey run) {
        Instant now = clock.instant();
        Held known = held.get(run);
        if (known != null && now.isBefore(known.renewAt()) && !now.isBefore(known.renewAt().minus(TERM))) {
            return Optional.of(known.lease());
        }
        if (known != null) {
            // Nobody gets a lease that is in force, not even its holder: it is given back for a new one.
            runs.release(known.lease());
        }
        Optional<Lease> lease = runs.acquire(run, owner, TERM);
        lease.ifPresentOrElse(one -> held.put(run, new Held(one, now.plus(TERM.dividedBy(2)))), () -> held.remove(run));
        return lease;
    }

    void lost(RunKey run) {
        held.remove(run);
    }
}
