package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import org.jspecify.annotations.Nullable;

/**
 * How a repository stands.
 *
 * @param source the branch and path that its runs were read from; empty when that is not known
 * @param deployed the commit that is in force: its runs are the declared ones
 * @param refusal why the newest commit is not in force; empty when it is
 * @param unreachable why the remote repository cannot be followed; empty when it can
 * @param removal set once somebody asked to remove what is known of it
 */
public record Standing(RepositoryKey repository, String source, @Nullable String deployed, String refusal,
        String unreachable, @Nullable Removal removal) {

    /** The source of a repository whose runs are ended: like no branch and path. */
    private static final String REMOVED = "removed";

    /** What becomes of the machines of a repository whose records are removed. */
    public enum Machines {
        TERMINATE, ABANDON
    }

    /** A removal that was asked for and is not at its end. */
    public record Removal(Machines machines, Principal by) {}

    static Standing unknown(RepositoryKey repository) {
        return new Standing(repository, "", null, "", "", null);
    }

    /** What keeps the newest commit from being in force; empty when nothing does. */
    public String stalled() {
        return unreachable.isEmpty() ? refusal : unreachable;
    }

    /** While it is removed, no commit of it is in force, whatever a look that began before finds. */
    Standing judged(String newSource, @Nullable String nowDeployed, String reason) {
        return removal == null
                ? new Standing(repository, newSource, nowDeployed, reason, unreachable, null)
                : this;
    }

    Standing withUnreachable(String reason) {
        return new Standing(repository, source, deployed, refusal, reason, removal);
    }

    /** While its runs are ended, no known commit is in force: configured again, it is to be applied anew. */
    Standing withRemoval(Removal newRemoval) {
        return new Standing(repository, REMOVED, deployed, refusal, unreachable, newRemoval);
    }

    Standing withoutRemoval() {
        return new Standing(repository, source, deployed, refusal, unreachable, null);
    }
}
