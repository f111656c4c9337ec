package io.headrace.store;

import org.jspecify.annotations.Nullable;

/**
 * A Cloud of a repository as its instances use it.
 *
 * @param instances those whose machine may exist
 * @param quota how many it may have at once; null is no bound of its own
 */
public record CloudUse(String tenant, String repository, String name, String connector, int instances, int ready,
        @Nullable Integer quota) {}
