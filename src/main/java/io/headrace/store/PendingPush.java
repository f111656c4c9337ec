package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a push is about to do to one ref, stored before the ref moves, so that a kill in between loses nothing.
 *
 * @param id chosen by the caller, never used again
 * @param oldId where the ref was, null when it is created
 * @param newId where it goes, null when it is deleted
 */
public record PendingPush(String id, RepositoryKey repository, String ref, @Nullable String oldId,
        @Nullable String newId, Principal principal, List<String> options, Instant at) {
    public PendingPush {
        options = List.copyOf(options);
    }
}
