package io.headrace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * What a signal to end does: the first stops the server and then ends the program, the second ends it at once. The server
 * stops before the JVM shuts down, not in a hook of it: hooks run side by side, and JGit's takes the locks of refs away that
 * are being written.
 */
final class Stop implements Runnable {
    private static final int KILLED = 143;

    private final Runnable server;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /**
     * @param server stops the server
     * @param exit ends the program by way of its hooks
     * @param halt ends it without them
     */
    Stop(Runnable server, IntConsumer exit, IntConsumer halt) {
        this.server = server;
        this.exit = exit;
        this.halt = halt;
    }

    @Override
    public void run() {
        if (asked.getAndSet(true)) {
            halt.accept(KILLED);
            return;
        }
        try {
            close();
        } finally {
            exit.accept(0);
        }
    }

    /** Stops the server, once; returns when it has stopped. */
    void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                server.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
