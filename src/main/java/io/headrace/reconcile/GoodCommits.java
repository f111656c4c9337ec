package io.headrace.reconcile;

import io.headrace.git.NoSuchRepositoryException;
import io.headrace.git.Repositories;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.store.Runs;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the commits to which runs would go back by hidden refs, one a commit, so that no rewritten history and no packing
 * takes them away.
 */
final class GoodCommits {

    private static final Logger LOG = LoggerFactory.getLogger(GoodCommits.class);
    private static final String REFS = "refs/headrace/good/";

    private final Repositories git;
    private final Runs runs;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    GoodCommits(Repositories git, Runs runs) {
        this.git = git;
        this.runs = runs;
    }

    void hold(RunState state) {
        String commit = state.goodCommit();
        RepositoryKey repository = state.key().repositoryKey();
        if (commit == null || !state.declared() || !held.add(repository + " " + commit)) {
            return;
        }
        try {
            git.hold(repository, REFS + commit, commit);
        } catch (NoSuchRepositoryException | NoSuchElementException | UncheckedIOException e) {
            // The run goes on: what it would go back to is stored, only its commit may become unreadable.
            LOG.warn("{}: its good commit cannot be held: {}", state.key(), e.getMessage());
        }
    }

    /** Lets go of commits that no run of the repository would go back to. */
    void tidy(RepositoryKey repository) {
        Set<String> needed = new HashSet<>();
        for (RunState state : runs.states(repository)) {
            if (state.declared() && state.goodCommit() != null) {
                needed.add(state.goodCommit());
            }
        }
        for (String ref : git.held(repository, REFS)) {
            String commit = ref.substring(REFS.length());
            if (!needed.contains(commit)) {
                held.remove(repository + " " + commit);
                git.letGo(repository, ref);
            }
        }
    }
}
