package io.headrace.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what callers ask for in order, runs a group of it in one transaction, and answers
 * each caller after the commit: with many callers, one flush of the disk serves them all. A task that fails is rolled
 * back alone. A group ends when nobody waits, after {@value #GROUP} tasks, or after two milliseconds.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int GROUP = 256;
    private static final long GROUP_NANOS = 2_000_000;

    private final WriteConnection connection;
    private final Unstored unstored;
    private final Runnable afterCommit;
    private final Thread thread;
    private final Queue<Task<?>> queue = new ArrayDeque<>();
    private volatile Optional<StoreUnavailableException> trouble = Optional.empty();
    private boolean closed;

    Writer(WriteConnection connection, Unstored unstored, Runnable afterCommit) {
        this.connection = connection;
        this.unstored = unstored;
        this.afterCommit = afterCommit;
        thread = Thread.ofPlatform().name("headrace-writer").unstarted(this::work);
    }

    Writer start() {
        thread.start();
        return this;
    }

    /** Runs it in a transaction and returns its result once that is on the disk; throws what it throws. */
    <T> T write(Function<Handle, T> body) {
        return wait(afterStates(body));
    }

    /** The same for what reads and changes states of runs only through {@link Unstored}. */
    <T> T change(Function<Handle, T> body) {
        return wait(body);
    }

    private <T> Function<Handle, T> afterStates(Function<Handle, T> body) {
        return handle -> {
            unstored.store(handle);
            return body.apply(handle);
        };
    }

    private <T> T wait(Function<Handle, T> body) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write was asked for inside a write");
        }
        Task<T> task = new Task<>(body);
        enqueue(task);
        return task.await();
    }

    /** The same without waiting, for what may be lost; a failure is logged. */
    void writeLater(Function<Handle, Boolean> body) {
        Task<Boolean> task = new Task<>(afterStates(body));
        task.whenLost(failure -> LOG.warn("A write that nobody waits for failed: {}", failure.getMessage()));
        enqueue(task);
    }

    private void enqueue(Task<?> task) {
        synchronized (queue) {
            if (closed) {
                throw new StoreUnavailableException("the database " + connection.name() + " is closed");
            }
            queue.add(task);
            queue.notifyAll();
        }
    }

    private void work() {
        for (Task<?> first = take(); first != null; first = take()) {
            group(first);
        }
    }

    /** The next task, or null when there is none and there will be none. */
    private @Nullable Task<?> take() {
        synchronized (queue) {
            while (queue.isEmpty() && !closed) {
                try {
                    queue.wait();
                } catch (InterruptedException ignored) {
                    // Nobody may stop this thread but close(): callers wait for it.
                    LOG.debug("The writer was interrupted and goes on");
                }
            }
            return queue.poll();
        }
    }

    private @Nullable Task<?> poll() {
        synchronized (queue) {
            return queue.poll();
        }
    }

    private void group(Task<?> first) {
        List<Task<?>> group = new ArrayList<>();
        try {
            Handle handle = connection.begin();
            long end = System.nanoTime() + GROUP_NANOS;
            for (Task<?> next = first; next != null; next = another(group.size(), end) ? poll() : null) {
                group.add(next);
                attempt(next, handle);
            }
            unstored.store(handle);
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            // The thread lives on: the next group begins on a new connection.
            connection.abandon();
            unstored.forget();
            StoreUnavailableException unavailable = StoreUnavailableException.ofTransaction(connection.name(), failure);
            trouble = Optional.of(unavailable);
            (group.isEmpty() ? waiting(first) : group).forEach(task -> task.lose(unavailable));
            return;
        }
        trouble = Optional.empty();
        group.forEach(Task::answer);
        afterCommit.run();
    }

    /** All that is asked for by now: none of it need wait for a database that just could not be had. */
    private List<Task<?>> waiting(Task<?> first) {
        List<Task<?>> all = new ArrayList<>(List.of(first));
        for (Task<?> next = poll(); next != null; next = poll()) {
            all.add(next);
        }
        return all;
    }

    /** Why the last transaction failed, if it did. */
    Optional<StoreUnavailableException> trouble() {
        return trouble;
    }

    private static boolean another(int size, long end) {
        return size < GROUP && System.nanoTime() - end < 0;
    }

    /** Runs one task inside the group's transaction; its failure undoes only its own changes. */
    private void attempt(Task<?> task, Handle handle) throws SQLException {
        connection.savepoint();
        unstored.savepoint();
        Throwable failure = task.run(handle);
        if (failure != null) {
            unstored.rollback();
            StoreUnavailableException.of(connection.name(), failure).ifPresent(task::fail);
            connection.rollbackToSavepoint(failure);
        }
        connection.releaseSavepoint();
    }

    /** Writes what was asked for until now, then stops. */
    @Override
    public void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        connection.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
