package io.headrace.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ids of stored pushes whose refs are being moved right now: not yet to be taken up, not to be dropped either. Where a ref
 * could not be moved after all (a full disk), nobody says so: an id is forgotten after a while.
 */
final class InFlight {

    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    void begin(String id) {
        begun.put(id, System.nanoTime());
    }

    void end(String id) {
        begun.remove(id);
    }

    boolean contains(String id) {
        Long since = begun.get(id);
        if (since != null && System.nanoTime() - since > LONGEST_NANOS) {
            begun.remove(id);
            return false;
        }
        return since != null;
    }
}
