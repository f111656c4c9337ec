package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes what waits in long polls. Whoever stored a change of a run calls {@link #run}, or {@link #agent} when it concerns
 * one instance; a signal that nobody waits for costs nothing and is not kept, so a waiter listens first and looks then.
 */
public final class AgentSignals {

    private final ConcurrentHashMap<Object, Set<Semaphore>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** One value of a run; scope is that of the store. */
    record Value(RunKey run, String scope, String name) {}

    /** The run has changed: its attempt, its instances, their steps. Wakes all that waits on behalf of its instances. */
    public void run(RunKey run) {
        ring(run);
    }

    /** The agent of that instance may have something new to do. */
    public void agent(InstanceKey instance) {
        ring(instance);
        ring(instance.run());
    }

    void value(Value value) {
        ring(value);
    }

    /** Ends all waiting, now and later: the server stops, and agents are to find its successor soon. */
    public void close() {
        closed = true;
        waiting.values().forEach(all -> all.forEach(Semaphore::release));
    }

    /** How many requests wait for something. */
    long waiting() {
        return waiting.values().stream().flatMap(Set::stream).distinct().count();
    }

    boolean closed() {
        return closed;
    }

    private void ring(Object subject) {
        Set<Semaphore> all = waiting.get(subject);
        if (all != null) {
            all.forEach(Semaphore::release);
        }
    }

    Listener listen() {
        return new Listener();
    }

    /** Hears the signals about its subjects, also those between two calls of {@link #await}. */
    final class Listener implements AutoCloseable {
        private final Semaphore signals = new Semaphore(0);
        private final List<Object> subjects = new ArrayList<>();

        /** Listens to one more subject; false when it did already. */
        boolean to(Object subject) {
            if (subjects.contains(subject)) {
                return false;
            }
            subjects.add(subject);
            waiting.compute(subject, (key, all) -> {
                Set<Semaphore> listeners = all == null ? ConcurrentHashMap.newKeySet() : all;
                listeners.add(signals);
                return listeners;
            });
            return true;
        }

        /** Returns when there was a signal, when the time is over, or when all waiting was ended. */
        void await(Duration atMost) {
            if (closed) {
                return;
            }
            try {
                signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
                signals.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            for (Object subject : subjects) {
                waiting.computeIfPresent(subject, (key, all) -> {
                    all.remove(signals);
                    return all.isEmpty() ? null : all;
                });
            }
        }
    }
}
