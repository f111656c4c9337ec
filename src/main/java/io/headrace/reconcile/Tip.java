package io.headrace.reconcile;

import io.headrace.model.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit that a ref of a repository came to, and who moved it there.
 *
 * @param received when it was pushed; null when it was found
 */
record Tip(String ref, String commit, Principal principal, @Nullable Instant received) {

    /** When it began to be worked on. */
    Instant begun(Instant now) {
        return received == null ? now : received;
    }
}
