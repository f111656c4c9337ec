package io.headrace.http;

import io.headrace.model.Principal;
import java.util.HashMap;
import java.util.Map;

/** Counts the answers that stay open, in all and of each caller, and takes none beyond the bounds. */
final class OpenStreams {

    private final int most;
    private final int mostEach;
    private final Map<String, Integer> readers = new HashMap<>();
    private int total;

    /** A place that is taken until it is closed. */
    interface Place extends AutoCloseable {

        @Override
        void close();
    }

    OpenStreams(WebSettings.Bounds bounds) {
        this.most = bounds.eventReaders();
        this.mostEach = bounds.eventReadersEach();
    }

    /** Takes a place, or answers 429 for the caller's own bound, 503 for that of all. */
    synchronized Place enter(Principal principal) {
        String caller = principal.tenant() + "/" + principal.name();
        int own = readers.getOrDefault(caller, 0);
        if (own >= mostEach) {
            throw new ApiException(429, "too-many-readers", "you have " + own + " streams open; close some, or poll");
        }
        if (total >= most) {
            throw new ApiException(503, "too-many-readers", "too many streams are open; try again, or poll");
        }
        total++;
        readers.put(caller, own + 1);
        return () -> leave(caller);
    }

    private synchronized void leave(String caller) {
        total--;
        readers.computeIfPresent(caller, (_, own) -> own == 1 ? null : own - 1);
    }
}
