package io.headrace.git;

import java.util.Optional;

/**
 * The outcome of a fetch.
 *
 * @param previous the commit that the branch of the mirror was at
 * @param tip the commit that it is at now; empty when the remote repository has no such branch, and then the mirror keeps
 *        what it had
 */
public record Fetched(Optional<String> previous, Optional<String> tip) {

    public boolean moved() {
        return tip.isPresent() && !tip.equals(previous);
    }
}
