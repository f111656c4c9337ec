package io.headrace.store;

import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import java.util.Optional;
import java.util.Set;

/** The commits that were received, with what was found in them. */
public final class Commits {
    private final Database database;

    public Commits(Database database) {
        this.database = database;
    }

    /** Stores it; one that is received again replaces what is known of it, but for a plan of what was deployed. */
    public void received(CommitRecord commit) {
        database.run(handle -> {
            if (CommitTable.put(handle, commit) > 0) {
                EventTable.add(handle, database.signal(), commit.repository(),
                        new Entry("commit.received", commit.id(), commit.title()), database.now());
            }
        });
    }

    public Optional<CommitRecord> find(RepositoryKey repository, String id) {
        return database.read(handle -> CommitTable.find(handle, repository, id));
    }

    /** What a list of commits can be sorted by; in its own order, the last received come first. */
    public static Set<String> sortKeys() {
        return CommitTable.SORTING.names();
    }

    /**
     * A page of commits.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<CommitRecord> list(CommitFilter filter, PageRequest asked) {
        return database.read(handle -> CommitTable.list(handle, filter, asked));
    }
}
