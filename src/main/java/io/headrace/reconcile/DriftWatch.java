package io.headrace.reconcile;

import io.headrace.model.AccountKey;
import io.headrace.model.Capability;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.RunState;
import io.headrace.model.Tags;
import io.headrace.model.Wake;
import io.headrace.plan.Facts;
import io.headrace.plan.Sighting;
import io.headrace.store.Runs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells runs what observations say of their machines. What was seen before the server's start, or before the account was
 * out of reach, is doubted until it is seen again, twice.
 */
final class DriftWatch {

    private static final String OUT_OF_REACH = "its cloud cannot be observed now";
    private static final String NOT_YET = "not seen again since the server started";

    /** What was last told of a machine, and how often in a row. */
    private record Told(Sighting sighting, int times) {}

    private final Runs runs;
    private final String serverId;
    private final Wake wake;
    private final InstantSource clock;
    private final Map<InstanceKey, Told> told = new ConcurrentHashMap<>();
    private final Map<InstanceKey, Instant> since = new ConcurrentHashMap<>();
    private final Map<AccountKey, Instant> trusted = new ConcurrentHashMap<>();

    DriftWatch(Runs runs, String serverId, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.serverId = serverId;
        this.wake = wake;
        this.clock = clock;
    }

    /** The server starts: nothing is done about what it saw in its last life. */
    void started(RunState state) {
        for (Instance one : state.instances()) {
            if (one.drift() != null) {
                doubt(state.key().instance(one.slot(), one.generation()), NOT_YET);
            }
        }
    }

    /** The account could not be observed; its drift is doubted once. */
    void outage(AccountKey account, Set<Roster.Expected> expected) {
        expected.forEach(one -> told.remove(one.key()));
        if (trusted.remove(account) != null) {
            expected.stream().filter(Roster.Expected::drifted).forEach(one -> doubt(one.key(), OUT_OF_REACH));
        }
    }

    private void doubt(InstanceKey key, String reason) {
        runs.update(key.run(), state -> Facts.doubted(state, key.slot(), key.generation(), reason));
        wake.run(key.run());
    }

    /** Compares each expected machine with what the observation saw of it. */
    void look(Accounts.Open account, Set<Roster.Expected> expected, Instant begun,
            Map<String, Observed.Machine> machines) {
        Instant from = trusted.computeIfAbsent(account.key(), _ -> begun);
        for (Roster.Expected one : expected) {
            Optional<Observed.Machine> machine = Optional.ofNullable(machines.get(one.machineId()));
            Instant settled = since.computeIfAbsent(one.key(), _ -> clock.instant())
                    .plus(account.connector().settleTime());
            // A cloud may show a new machine late; that is not drift.
            if (machine.isPresent() || !begun.isBefore(settled)) {
                tell(one, machine.map(seen -> sighting(account, one, seen, from)).orElse(Sighting.absent(from)));
            }
        }
    }

    private Sighting sighting(Accounts.Open account, Roster.Expected one, Observed.Machine seen, Instant from) {
        if (seen.power() == Observed.Machine.Power.STOPPED) {
            return Sighting.stopped(account.can(Capability.START), from);
        }
        return changed(one, seen).map(how -> Sighting.changed(how, from)).orElse(Sighting.well(seen.address()));
    }

    private Optional<String> changed(Roster.Expected one, Observed.Machine seen) {
        String own = seen.changed();
        if (own != null) {
            return Optional.of(own);
        }
        if (!Tags.instance(serverId, seen).equals(Optional.of(one.key()))) {
            return Optional.of("its tags are not those that it was made with");
        }
        return Tags.otherMachine(seen, one.machineHash())
                ? Optional.of("its tag " + Tags.MACHINE_HASH + " is not the one that it was made with")
                : Optional.empty();
    }

    /** Tells the run what is news; what is wrong is told until it is sure, for it must be seen twice. */
    private void tell(Roster.Expected one, Sighting sighting) {
        InstanceKey key = one.key();
        Told before = told.get(key);
        int times = before != null && before.sighting().equals(sighting) ? before.times() : 0;
        boolean enough = sighting.drift() == null || (one.drifted() && before != null && before.times() > 1);
        if (times > 0 && enough) {
            return;
        }
        runs.update(key.run(), state -> Facts.observed(state, key.slot(), key.generation(), sighting,
                clock.instant()));
        told.put(key, new Told(sighting, times + 1));
        wake.run(key.run());
    }

    /** What was remembered of a machine that is expected no more. */
    void forget(InstanceKey key) {
        told.remove(key);
        since.remove(key);
    }
}
