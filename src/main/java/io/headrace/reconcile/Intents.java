package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Intent;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Facts;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs stored intents, each on a virtual thread of its own, never one twice at a time. What comes of it is told to
 * the run as a fact, and the run is woken.
 */
final class Intents {

    private static final Logger LOG = LoggerFactory.getLogger(Intents.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    private final Accounts accounts;
    private final Creation creation;
    private final Deletion deletion;
    private final Restart restart;
    private final Runs runs;
    private final Wake wake;
    private final InstantSource clock;
    private final Set<InstanceKey> underWay = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean closed;

    Intents(Accounts accounts, Creation creation, Deletion deletion, Runs runs, Wake wake, InstantSource clock) {
        this.accounts = accounts;
        this.creation = creation;
        this.deletion = deletion;
        this.restart = new Restart(runs, clock);
        this.runs = runs;
        this.wake = wake;
        this.clock = clock;
    }

    /** Begins whatever the state says is open, due and not under way. */
    void perform(RunState state) {
        Instant now = clock.instant();
        for (Instance instance : state.instances()) {
            InstanceKey key = state.key().instance(instance.slot(), instance.generation());
            if (due(instance.intent(), now) && !closed && underWay.add(key)) {
                Thread.ofVirtual().name("intent " + key).start(() -> perform(key));
            }
        }
    }

    /**
     * No further intent begins; returns when the calls in flight have been written down, or at that
     * {@link System#nanoTime()}: what then is still in flight is repeated by the next start.
     */
    void close(long deadline) {
        closed = true;
        lock.lock();
        try {
            while (!underWay.isEmpty() && idle.awaitNanos(deadline - System.nanoTime()) > 0) {}
            if (!underWay.isEmpty()) {
                LOG.warn("the clouds do not answer in time for {}; the next start finishes that", underWay);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What is open is read anew: the state that was looked at may be older than the end of the call before. */
    private void perform(InstanceKey key) {
        try {
            Instance instance = runs.find(key.run())
                    .flatMap(state -> state.instance(key.slot(), key.generation()))
                    .orElse(null);
            Intent intent = instance == null ? null : instance.intent();
            if (instance != null && intent != null && due(intent, clock.instant())) {
                try (Marked _ = Marked.by(key.run(), instance.attempt())) {
                    call(key, instance, intent);
                }
            }
        } finally {
            done(key);
            wake.run(key.run());
        }
    }

    private static boolean due(@Nullable Intent intent, Instant now) {
        return intent != null && !intent.notBefore().isAfter(now);
    }

    private void call(InstanceKey key, Instance instance, Intent intent) {
        try {
            accounts.of(key.run().tenant(), instance.site().cloud())
                    .ifPresentOrElse(
                            account -> act(account, key, instance, intent),
                            () -> postpone(key,
                                    "this server has no connector '" + instance.site().cloud().connector() + "'",
                                    LONG_PATIENCE));
        } catch (CloudException refusal) {
            refused(key, intent.verb(), refusal);
        }
    }

    private void act(Accounts.Open account, InstanceKey key, Instance instance, Intent intent) {
        switch (intent.verb()) {
            case CREATE -> creation.perform(account, key, instance, intent);
            case DELETE -> deletion.perform(account, key, instance);
            case START -> restart.perform(account, key, instance);
        }
    }

    private void refused(InstanceKey key, Intent.Verb verb, CloudException refusal) {
        LOG.info("{}: {}", key, refusal.message());
        switch (refusal.kind()) {
            case THROTTLED, UNAVAILABLE -> postpone(key, refusal.message(), refusal.retryAfter().orElse(PATIENCE));
            case DENIED, QUOTA_EXCEEDED -> {
                if (verb == Intent.Verb.START) {
                    failed(key, refusal);
                } else {
                    postpone(key, refusal.message(), LONG_PATIENCE);
                }
            }
            case REJECTED -> failed(key, refusal);
        }
    }

    private void failed(InstanceKey key, CloudException refusal) {
        runs.update(key.run(), state -> Facts.failed(state, key.slot(), key.generation(), refusal.message(), false,
                clock.instant()));
    }

    private void postpone(InstanceKey key, String reason, Duration patience) {
        runs.update(key.run(), state -> Facts.postponed(state, key.slot(), key.generation(), reason,
                clock.instant().plus(patience)));
    }

    private void done(InstanceKey key) {
        lock.lock();
        try {
            underWay.remove(key);
            if (underWay.isEmpty()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
