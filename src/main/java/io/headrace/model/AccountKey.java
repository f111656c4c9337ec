package io.headrace.model;

import org.jspecify.annotations.Nullable;

/** Names one account on one cloud; instances stay with theirs whatever becomes of the Cloud that declared it. */
public record AccountKey(String tenant, String connector, @Nullable String endpoint, @Nullable String region,
        @Nullable String credential) {}
