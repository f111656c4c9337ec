package io.headrace.http;

import java.util.HashMap;
import java.util.Map;

/** Bytes of bodies that are in memory at once: so many of all requests, of which each sender may have a share. */
final class Budget {

    private final long most;
    private final Map<String, Long> senders = new HashMap<>();
    private long all;

    Budget(long most) {
        this.most = most;
    }

    /** The share of one of that many. */
    long share(int parts) {
        return most / parts;
    }

    /** Takes so many bytes for a sender, or nothing and answers that there is no room. */
    synchronized void take(String sender, long share, long bytes) {
        long own = senders.getOrDefault(sender, 0L) + bytes;
        if (own > share) {
            throw new ApiException(429, "too-many-requests",
                    "too much of what your other requests sent is still worked on; try again after Retry-After",
                    Map.of("retryAfter", 1));
        }
        if (all + bytes > most) {
            throw new ApiException(503, "unavailable",
                    "too much of what others sent is still worked on; try again after Retry-After",
                    Map.of("retryAfter", 1));
        }
        senders.put(sender, own);
        all += bytes;
    }

    synchronized void giveBack(String sender, long bytes) {
        all -= bytes;
        senders.computeIfPresent(sender, (_, own) -> own > bytes ? own - bytes : null);
    }
}
