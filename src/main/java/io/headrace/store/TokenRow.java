package io.headrace.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it can be shown: never the token itself.
 *
 * @param tenant of the member, {@code *} for an operator
 * @param lastUsedAt to about ten minutes, null before the first use
 */
public record TokenRow(String id, String tenant, String member, Instant createdAt, @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {}
