package io.headrace.reconcile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compiles and plans on a few threads of its own, while the virtual thread that asked waits: nothing else would run on
 * the processors' own threads meanwhile, not even an answer that the server lives. Of each tenant one thing is computed
 * at a time, so that the tenants take turns.
 */
final class Computing implements AutoCloseable {

    private static final long SIGN_OF_LIFE_SECONDS = 10;
    private static final long IDLE_SECONDS = 10;

    private final int most;
    private final ThreadPoolExecutor threads;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** Those of one tenant. */
    private record Line(Semaphore turn, AtomicInteger length) {}

    /**
     * Begins threads when they are needed.
     *
     * @param most of one tenant at once, all but one of them waiting
     */
    Computing(String name, int most) {
        this.most = most;
        // Two at least, so that one tenant, which has one of them at most, cannot keep another waiting.
        int width = Math.max(2, Runtime.getRuntime().availableProcessors() - 1);
        this.threads = new ThreadPoolExecutor(width, width, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name(name + " ", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Computes it when it is the tenant's turn, and returns what came of it. */
    <T> T compute(String tenant, Supplier<T> work) {
        return compute(tenant, work, _ -> {});
    }

    /**
     * The same, telling somebody that it waits.
     *
     * @throws CrowdedException when there are too many of the tenant, or the server stops
     */
    <T> T compute(String tenant, Supplier<T> work, Consumer<String> told) {
        Line line = lines.computeIfAbsent(tenant, _ -> new Line(new Semaphore(1, true), new AtomicInteger()));
        int before = line.length.getAndIncrement();
        try {
            if (before >= most) {
                throw new CrowdedException(before + " of your pushes are being judged; push again");
            }
            return inTurn(line, before, new FutureTask<>(work::get), told);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CrowdedException("the server is stopping; try again");
        } finally {
            line.length.getAndDecrement();
        }
    }

    private <T> T inTurn(Line line, int before, FutureTask<T> task, Consumer<String> told)
            throws InterruptedException {
        if (!line.turn.tryAcquire()) {
            told.accept("waiting: " + before + " of your pushes are judged first");
            while (!line.turn.tryAcquire(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS)) {
                told.accept("waiting for your other pushes");
            }
        }
        try {
            return computed(task, told);
        } finally {
            line.turn.release();
        }
    }

    private <T> T computed(FutureTask<T> task, Consumer<String> told) throws InterruptedException {
        try {
            threads.execute(task);
            while (true) {
                try {
                    return task.get(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    told.accept("judging");
                }
            }
        } catch (RejectedExecutionException closed) {
            throw new CrowdedException("the server is stopping; try again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            // Not by an interrupt, which would close files that others read too.
            task.cancel(false);
        }
    }

    /** Nothing more is begun; what is under way goes on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
