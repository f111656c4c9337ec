package io.headrace.http;

import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events in memory, read from the store once for all who wait for them, in commit order. Whoever is further
 * behind reads from the store.
 */
final class EventFeed implements AutoCloseable {

    private static final int KEPT = 4_096;
    private static final int PIECE = 500;

    private final Events events;
    private final Semaphore signal = new Semaphore(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final TreeMap<Long, Event> latest = new TreeMap<>();
    private final Subscription subscription;
    private final Thread reader;
    private long floor;
    private long last;
    private volatile boolean closed;

    /** Some events, and the id up to which all that match have been given. */
    record Piece(List<Event> events, long position) {}

    EventFeed(Events events) {
        this.events = events;
        this.last = events.last();
        this.floor = last;
        this.subscription = events.subscribe(signal::release);
        this.reader = Thread.ofPlatform().daemon().name("events").start(this::read);
    }

    long position() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        return closed;
    }

    /** What came after an id, waiting a while when there is nothing yet. */
    Piece after(long position, EventFilter filter, Duration patience) throws InterruptedException {
        long known;
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (position >= last && nanos > 0 && !closed) {
                nanos = news.awaitNanos(nanos);
            }
            if (position >= floor) {
                return inMemory(position, filter);
            }
            known = last;
        } finally {
            lock.unlock();
        }
        List<Event> found = events.after(position, filter, PIECE);
        long reached = found.size() < PIECE ? known : 0;
        return new Piece(found, found.isEmpty() ? reached : Math.max(reached, found.getLast().id()));
    }

    private Piece inMemory(long position, EventFilter filter) {
        List<Event> found = new ArrayList<>();
        long reached = position;
        for (Event event : latest.tailMap(position, false).values()) {
            if (found.size() == PIECE) {
                break;
            }
            reached = event.id();
            if (matches(filter, event)) {
                found.add(event);
            }
        }
        return new Piece(found, reached);
    }

    private static boolean matches(EventFilter filter, Event event) {
        return (filter.tenant() == null || filter.tenant().equals(event.tenant()))
                && (filter.repository() == null || filter.repository().equals(event.repository()))
                && (filter.run() == null || filter.run().equals(event.run()));
    }

    private void read() {
        try {
            while (!closed) {
                // Now and then also without a signal: a missed one costs seconds, not a stuck page.
                boolean signalled = signal.tryAcquire(5, TimeUnit.SECONDS);
                signal.drainPermits();
                List<Event> found = closed && signalled ? List.of() : events.after(last, EventFilter.ALL, PIECE);
                while (!found.isEmpty()) {
                    add(found);
                    found = events.after(last, EventFilter.ALL, PIECE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(List<Event> found) {
        lock.lock();
        try {
            found.forEach(event -> latest.put(event.id(), event));
            last = found.getLast().id();
            while (latest.size() > KEPT) {
                floor = latest.pollFirstEntry().getKey();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        reader.interrupt();
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
