package io.headrace.bench;

import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The agents of many machines, played by the driver. */
final class Fleet {

    private static final int AT_A_TIME = 32;

    private Fleet() {}

    static void hello(Client client, MachineFile.Line machine) {
        String answer = client.agent("hello", machine, "version=1\nhostname=bench\naddress=127.0.0.1\n", "");
        if (!answer.startsWith("headrace 200")) {
            throw new IllegalStateException("hello: " + answer);
        }
    }

    /** Does the same for all, some at a time; returns when all are done. */
    static <T> void each(Collection<T> all, Consumer<T> action) {
        Semaphore free = new Semaphore(AT_A_TIME);
        Semaphore failed = new Semaphore(0);
        for (T one : all) {
            free.acquireUninterruptibly();
            Thread.ofVirtual().start(() -> {
                boolean done = false;
                try {
                    action.accept(one);
                    done = true;
                } finally {
                    free.release();
                    if (!done) {
                        failed.release();
                    }
                }
            });
        }
        free.acquireUninterruptibly(AT_A_TIME);
        if (failed.availablePermits() > 0) {
            throw new IllegalStateException(failed.availablePermits() + " of " + all.size() + " failed");
        }
    }
}
