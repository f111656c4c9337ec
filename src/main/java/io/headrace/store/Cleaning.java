package io.headrace.store;

import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Deletes what is old, in small pieces, so that no caller waits long for the one writer. What of it is still needed is
 * the caller's to know, but for what has to be looked at in the moment of the deletion.
 */
public final class Cleaning {
    private final Database database;

    public Cleaning(Database database) {
        this.database = database;
    }

    /** Deletes so many of the oldest events from before; returns how many there were. */
    public int events(Instant before, int most) {
        return database.write(handle -> CleaningTable.oldest(handle, "event", before, most));
    }

    /** The same of the audit log. */
    public int audit(Instant before, int most) {
        return database.write(handle -> CleaningTable.oldest(handle, "audit", before, most));
    }

    /** Forgets deliveries of webhooks from before: one that comes again is taken for a new one. */
    public void hooks(Instant before) {
        database.run(handle -> CleaningTable.hooks(handle, before));
    }

    /**
     * Deletes the scripts that no run has any more and no commit had since before; returns how many there were. A commit
     * that keeps one meanwhile, and whose runs are stored after it, saves it: so nothing younger than an hour may be asked
     * for.
     */
    public int scripts(Instant before, int most) {
        Map<String, Long> old = new HashMap<>(database.read(handle -> ScriptTable.old(handle, before)));
        if (!old.isEmpty()) {
            old.keySet().removeAll(database.read(handle -> ScriptTable.used(handle, Set.copyOf(old.keySet()))));
        }
        List<String> unused = List.copyOf(old.keySet());
        int deleted = 0;
        for (int from = 0; from < unused.size(); from += most) {
            List<String> some = unused.subList(from, Math.min(unused.size(), from + most));
            deleted += database.write(handle -> some.stream()
                    .mapToInt(one -> ScriptTable.delete(handle, one, old.getOrDefault(one, 0L)))
                    .sum());
        }
        return deleted;
    }

    /** The repositories with commits that were received before. */
    public List<RepositoryKey> repositories(Instant before) {
        return database.read(handle -> CleaningTable.repositories(handle, before));
    }

    /** The commits of a repository that were received before, without the tip that was applied last. */
    public List<String> commits(RepositoryKey repository, Instant before) {
        return database.read(handle -> CleaningTable.commits(handle, repository, before));
    }

    /** Deletes commits with their statuses; one with a status on its way is left. */
    public void forget(RepositoryKey repository, Collection<String> commits) {
        database.run(handle -> commits.forEach(commit -> CleaningTable.forget(handle, repository, commit)));
    }

    /** The runs that are settled and have not changed since before; what they are, their states tell. */
    public List<RunKey> unchanged(Instant before) {
        return database.read(handle -> CleaningTable.unchanged(handle, before));
    }

    /** Deletes a run with its parameters if it still is as it has to be; whether it was. */
    public boolean forget(RunKey run, Predicate<RunState> ended) {
        return database.write(handle -> {
            boolean over = database.states().find(handle, run).filter(ended).isPresent();
            if (over) {
                CleaningTable.forget(handle, run);
            }
            return over;
        });
    }
}
