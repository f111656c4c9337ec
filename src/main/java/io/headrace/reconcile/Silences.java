package io.headrace.reconcile;

import io.headrace.model.AccountKey;
import io.headrace.model.Capability;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.Plural;
import io.headrace.model.Wake;
import io.headrace.plan.Facts;
import io.headrace.plan.Silence;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells runs of agents that are silent for too long. Only time counts in which they could have been heard: not before the
 * server's start, nor while the account was out of reach, nor while this process or its clock stood still.
 */
final class Silences {

    private static final Duration GAP = Duration.ofMinutes(1);
    /** News at a time; of what is held there is no hurry. */
    private static final int AT_A_TIME = 100;
    private static final int HELD_AT_A_TIME = 10;
    private static final String FREE = "";

    private final Runs runs;
    private final Wake wake;
    private final InstantSource clock;
    private final Map<InstanceKey, Instant> heard = new ConcurrentHashMap<>();
    private final Map<InstanceKey, String> told = new ConcurrentHashMap<>();
    private final Map<AccountKey, Instant> listening = new ConcurrentHashMap<>();
    private final Map<AccountKey, Instant> looked = new ConcurrentHashMap<>();

    Silences(Runs runs, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.wake = wake;
        this.clock = clock;
    }

    /** The agent of that instance said anything. */
    void heard(InstanceKey instance) {
        heard.put(instance, clock.instant());
        told.remove(instance);
    }

    /** The account was out of reach, and maybe its machines with it. */
    void outage(AccountKey account, Set<Roster.Expected> expected) {
        listening.remove(account);
        expected.forEach(one -> told.remove(one.key()));
    }

    /**
     * Looks who of the account is silent. A machine that does not run is known to say nothing, and is not counted.
     *
     * @param machines by their ids
     */
    void look(Accounts.Open account, Set<Roster.Expected> expected, Map<String, Observed.Machine> machines) {
        Instant now = clock.instant();
        Instant last = looked.put(account.key(), now);
        if (last == null || now.isBefore(last) || now.isAfter(last.plus(GAP))) {
            listening.remove(account.key());
        }
        Instant begun = listening.computeIfAbsent(account.key(), _ -> now);
        List<Roster.Expected> bound = expected.stream()
                .filter(one -> one.bound() && runs(machines.get(one.machineId())))
                .toList();
        List<Roster.Expected> silent = bound.stream().filter(one -> silent(one.key(), begun, now)).toList();
        String held = many(silent.size(), bound.size()) ? held(silent.size(), bound.size()) : FREE;
        boolean restartable = account.can(Capability.START) && account.can(Capability.STOP);
        silent.stream()
                .filter(one -> !held.equals(told.get(one.key())))
                // First those of whom nothing was told: the numbers may change with each look.
                .sorted(Comparator.comparing(one -> told.containsKey(one.key())))
                .limit(held.isEmpty() ? AT_A_TIME : HELD_AT_A_TIME)
                .forEach(one -> tell(one.key(), restartable, held, now));
    }

    private boolean silent(InstanceKey key, Instant begun, Instant now) {
        Instant since = heard.computeIfAbsent(key, _ -> now);
        return !now.isBefore((since.isBefore(begun) ? begun : since).plus(Silence.LIMIT));
    }

    private static boolean runs(Observed.@Nullable Machine machine) {
        return machine != null && machine.power() != Observed.Machine.Power.STOPPED;
    }

    private static String held(int silent, int all) {
        return "and nothing is done about it, since " + silent + " of " + Plural.of(all, "machine")
                + " of the account are silent";
    }

    /** More than 30 % say more of the way to them than of themselves; one while others are heard is its own trouble. */
    private static boolean many(int silent, int all) {
        return silent * 10L > all * 3L && (silent > 1 || all == 1);
    }

    private void tell(InstanceKey key, boolean restartable, String held, Instant now) {
        Silence silence = new Silence(restartable, held.isEmpty() ? null : held);
        boolean noted = runs.update(key.run(),
                state -> Facts.silent(state, key.slot(), key.generation(), silence, now))
                .instance(key.slot(), key.generation())
                .map(Instance::drift)
                .filter(drift -> drift.kind() == Drift.Kind.SILENT)
                .isPresent();
        // Of a machine that is stopped, say, silence is no news; it may be when that is over.
        if (noted) {
            told.put(key, held);
            wake.run(key.run());
        }
    }

    /** The instance is no more, or not to be heard for a while; when it comes back, it has all the time again. */
    void forget(InstanceKey key) {
        heard.remove(key);
        told.remove(key);
    }
}
