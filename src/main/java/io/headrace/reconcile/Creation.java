package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.connector.CreateRequest;
import io.headrace.model.Capability;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Intent;
import io.headrace.model.Observed;
import io.headrace.model.RunState;
import io.headrace.model.Tags;
import io.headrace.plan.Facts;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Performs the intent to create a machine: stores the exact request before the first call, and when the outcome of a
 * call is not known, repeats the identical bytes where client tokens are honoured, and elsewhere looks twice after the
 * settle time before it tries anew.
 */
final class Creation {

    private final Runs runs;
    private final Requests requests;
    private final CrashPoints crashes;
    private final String serverId;
    private final InstantSource clock;
    private final Traces traces;
    private final Instant begun;
    private final Map<InstanceKey, Instant> sent = new ConcurrentHashMap<>();

    Creation(Runs runs, Requests requests, CrashPoints crashes, String serverId, Traces traces) {
        this.runs = runs;
        this.requests = requests;
        this.crashes = crashes;
        this.serverId = serverId;
        this.clock = traces.clock();
        this.traces = traces;
        this.begun = clock.instant();
    }

    void perform(Accounts.Open account, InstanceKey key, Instance instance, Intent intent) {
        String stored = intent.request();
        if (stored == null) {
            Requests.Made made = requests.make(key.run(), instance, intent);
            if (stored(key, made.sealed())) {
                crashes.passed(CrashPoint.REQUEST_STORED);
                call(account, key, made.request());
            }
        } else if (account.can(Capability.CLIENT_TOKENS)) {
            call(account, key, requests.open(key, stored));
        } else {
            lookFor(account, key);
        }
    }

    /** Stores the request; whether it stands, for the instance may have been given up meanwhile. */
    private boolean stored(InstanceKey key, String sealed) {
        RunState state = runs.update(key.run(),
                before -> Facts.requested(before, key.slot(), key.generation(), sealed));
        return state.instance(key.slot(), key.generation())
                .map(Instance::intent)
                .filter(intent -> sealed.equals(intent.request()))
                .isPresent();
    }

    private void call(Accounts.Open account, InstanceKey key, CreateRequest request) {
        try {
            Observed.Machine machine = send(account, key, request);
            crashes.passed(CrashPoint.MACHINE_CREATED);
            store(key, machine);
        } catch (CloudException failure) {
            if (failure.outcomeUnknown() || account.can(Capability.CLIENT_TOKENS)) {
                throw failure;
            }
            knownFailure(key, failure);
        }
    }

    /** The call alone is bounded: the next one begins while this one's result is being written. */
    private Observed.Machine send(Accounts.Open account, InstanceKey key, CreateRequest request) {
        account.calls().acquireUninterruptibly();
        try {
            sent.put(key, clock.instant());
            return traces.call(runs, key, "create", () -> account.connector().create(request));
        } finally {
            account.calls().release();
        }
    }

    /** Nothing was made, so the next try is a new request; a refusal for good ends it. */
    private void knownFailure(InstanceKey key, CloudException failure) {
        boolean retry = failure.kind() != CloudException.Kind.REJECTED;
        Instant next = clock.instant().plus(failure.retryAfter().orElse(Duration.ofSeconds(2)));
        runs.update(key.run(), state -> Facts.failed(state, key.slot(), key.generation(), failure.message(), retry,
                next));
    }

    private void lookFor(Accounts.Open account, InstanceKey key) {
        Instant settled = sent.getOrDefault(key, begun).plus(account.connector().settleTime());
        if (clock.instant().isBefore(settled)) {
            runs.update(key.run(), state -> Facts.postponed(state, key.slot(), key.generation(),
                    "waiting to see whether the machine was made", settled));
            return;
        }
        Optional<Observed.Machine> found = find(account, key).or(() -> find(account, key));
        if (found.isPresent()) {
            store(key, found.get());
        } else {
            runs.update(key.run(), state -> Facts.failed(state, key.slot(), key.generation(),
                    "the cloud lost the request", true, clock.instant()));
        }
    }

    private Optional<Observed.Machine> find(Accounts.Open account, InstanceKey key) {
        return account.inventory()
                .since(clock.instant())
                .machines()
                .stream()
                .filter(machine -> Tags.instance(serverId, machine).filter(key::equals).isPresent())
                .min(Comparator.comparing(Observed.Machine::id));
    }

    private void store(InstanceKey key, Observed.Machine machine) {
        runs.update(key.run(),
                state -> Facts.created(state, key.slot(), key.generation(), machine.id(), machine.address()));
        sent.remove(key);
        crashes.passed(CrashPoint.MACHINE_STORED);
    }
}
