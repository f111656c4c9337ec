package io.headrace.model;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Keeps logs and reports: byte sequences under names such as {@code logs/acme/infra/shop/lamp/web.1/2/STEP}. */
public interface BlobStore {

    /** Adds bytes at that offset; returns the new length. Bytes below the present length are ignored, a gap refused. */
    long append(String name, long offset, byte[] bytes);

    /** Replaces the whole; readers see the old or the new one. */
    void put(String name, InputStream content);

    /** Opens it at an offset, or empty when there is none. */
    Optional<InputStream> open(String name, long offset);

    /** The length in bytes, 0 when there is none. */
    long length(String name);

    /** The names that begin with the prefix, sorted. */
    java.util.List<String> list(String prefix);

    /**
     * Removes what was last written before that time and is not needed, by its name and the time it was written, of all
     * whose name begins with the prefix; returns how many there were.
     */
    int deleteOlder(String prefix, Instant before, BiPredicate<String, Instant> needed);

    /** Removes everything whose name begins with the prefix. */
    void delete(String prefix);
}
