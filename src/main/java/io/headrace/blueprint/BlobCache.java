package io.headrace.blueprint;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what was made of blobs by their content ids, up to a number of source bytes; forgets the least used first. */
final class BlobCache<V> {

    private record Kept<V>(V value, long bytes) {}

    private final long most;
    private final Map<String, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    BlobCache(long most) {
        this.most = most;
    }

    synchronized Optional<V> find(String contentId) {
        return Optional.ofNullable(kept.get(contentId)).map(Kept::value);
    }

    synchronized void keep(String contentId, V value, long size) {
        if (kept.putIfAbsent(contentId, new Kept<>(value, size)) == null) {
            bytes += size;
        }
        for (Iterator<Kept<V>> oldest = kept.values().iterator(); bytes > most && oldest.hasNext();) {
            bytes -= oldest.next().bytes;
            oldest.remove();
        }
    }
}
