package io.headrace.reconcile;

import io.headrace.model.AccountKey;
import io.headrace.model.Plural;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at accounts side by side, at each at most once at a time: one that hangs delays no other. How long a look may
 * take is its connector's own affair.
 */
final class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final Duration patience;
    private final Map<AccountKey, Thread> underWay = new ConcurrentHashMap<>();

    /**
     * @param patience how long those that a round begins are waited for; they go on after it
     */
    Looks(Duration patience) {
        this.patience = patience;
    }

    /** Begins to look at each account that nobody looks at now, and waits a while until these have been seen. */
    void round(Collection<Accounts.Open> accounts, Consumer<Accounts.Open> look) {
        List<Thread> begun = new ArrayList<>();
        for (Accounts.Open account : accounts) {
            Thread thread = Thread.ofVirtual()
                    .name("inventory of " + account.key().connector())
                    .unstarted(() -> look(account, look));
            if (underWay.putIfAbsent(account.key(), thread) == null) {
                thread.start();
                begun.add(thread);
            }
        }
        await(begun, System.nanoTime() + patience.toNanos());
    }

    /** Returns when the looks under way have ended, or at that {@link System#nanoTime()}. */
    void close(long deadline) {
        if (!await(List.copyOf(underWay.values()), deadline)) {
            LOG.warn("the inventory of {} takes too long to wait for", Plural.of(underWay.size(), "account"));
        }
    }

    // The top of a worker: one account's failure is not that of the others.
    @SuppressWarnings("CatchingUnchecked")
    private void look(Accounts.Open account, Consumer<Accounts.Open> look) {
        try {
            look.accept(account);
        } catch (RuntimeException failure) {
            LOG.error("the inventory of {} failed; it is taken again soon", account.key().connector(), failure);
        } finally {
            underWay.remove(account.key());
        }
    }

    private static boolean await(List<Thread> looks, long deadline) {
        try {
            for (Thread one : looks) {
                if (!one.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
