package io.headrace.reconcile;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ids of stored pushes whose refs are being moved right now: not yet to be taken up, not to be dropped either. */
final class InFlight {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    void begin(String id) {
        ids.add(id);
    }

    void end(String id) {
        ids.remove(id);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
