package io.headrace.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened; ids rise in the order of the commits that stored them.
 *
 * @param run full name of the run, null for what concerns no single one
 * @param type in one word, such as {@code instance.ready} or {@code commit.status}
 * @param subject the instance, the commit, or empty
 */
public record Event(long id, Instant at, String tenant, @Nullable String repository, @Nullable String run, String type,
        String subject, String message) {}
