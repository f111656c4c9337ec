package io.headrace.store;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param cursor from the page before, null for the first
 */
public record PageRequest(Sort sort, @Nullable String cursor, int limit) {
    private static final int MOST = 1_000;

    public PageRequest {
        limit = Math.clamp(limit, 1, MOST);
    }

    /** In the list's own order. */
    public static PageRequest of(@Nullable String cursor, int limit) {
        return new PageRequest(Sort.OWN, cursor, limit);
    }
}
