package io.headrace.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at subjects one at a time each, some of them side by side: however often a subject is woken while it waits or is
 * looked at, it is looked at once more. Looks run on virtual threads; one that fails is logged and stays this subject's
 * affair, the periodic resync wakes it again.
 */
final class Coalescer<K> {

    private static final Logger LOG = LoggerFactory.getLogger(Coalescer.class);

    private enum Mark {
        WAITING, LOOKING, LOOKING_AGAIN
    }

    private final String name;
    private final Consumer<K> look;
    private final Function<K, Marked> mark;
    private final Semaphore width;
    private final Map<K, Mark> marks = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private boolean closed;

    /**
     * @param mark marks the lines of the log that are written during a look
     */
    Coalescer(String name, int width, Function<K, Marked> mark, Consumer<K> look) {
        this.mark = mark;
        this.name = name;
        this.look = look;
        this.width = new Semaphore(width);
    }

    void wake(K subject) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Mark mark = marks.get(subject);
            if (mark == null) {
                marks.put(subject, Mark.WAITING);
                Thread.ofVirtual().name(name + " " + subject).start(() -> work(subject));
            } else if (mark == Mark.LOOKING) {
                marks.put(subject, Mark.LOOKING_AGAIN);
            }
        } finally {
            lock.unlock();
        }
    }

    /** No further look begins; returns when those under way have ended, or at that {@link System#nanoTime()}. */
    void close(long deadline) {
        lock.lock();
        try {
            closed = true;
            while (!marks.isEmpty() && idle.awaitNanos(deadline - System.nanoTime()) > 0) {}
            if (!marks.isEmpty()) {
                LOG.warn("the looks at {} {} take too long to wait for", name, marks.keySet());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void work(K subject) {
        width.acquireUninterruptibly();
        try {
            do {
                if (!begin(subject)) {
                    return;
                }
                lookOnce(subject);
            } while (!end(subject));
        } finally {
            width.release();
        }
    }

    private void lookOnce(K subject) {
        try (Marked _ = mark.apply(subject)) {
            looking(subject);
        }
    }

    // The top of a worker: one subject's failure must not end the work for the others.
    @SuppressWarnings("CatchingUnchecked")
    private void looking(K subject) {
        try {
            look.accept(subject);
        } catch (RuntimeException failure) {
            LOG.error("looking at {} {} failed; it is looked at again with the next wake-up", name, subject, failure);
        }
    }

    private boolean begin(K subject) {
        lock.lock();
        try {
            if (closed) {
                forget(subject);
                return false;
            }
            marks.put(subject, Mark.LOOKING);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody woke the subject meanwhile. */
    private boolean end(K subject) {
        lock.lock();
        try {
            if (marks.get(subject) == Mark.LOOKING_AGAIN && !closed) {
                return false;
            }
            forget(subject);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forget(K subject) {
        marks.remove(subject);
        if (marks.isEmpty()) {
            idle.signalAll();
        }
    }
}
