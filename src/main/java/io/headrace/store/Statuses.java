package io.headrace.store;

import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import java.util.List;

/** What commits were told; those of runs come with the changes of runs, others are posted here. */
public final class Statuses {
    private final Database database;

    public Statuses(Database database) {
        this.database = database;
    }

    /** Stores it with its place in the outbox, unless it equals the last one of its commit and context. */
    public void post(RepositoryKey repository, CommitStatus status) {
        database.run(handle -> StatusTable.tell(handle, database.signal(), repository, status, 0, database.now()));
    }

    /** The last of each context, by context. */
    public List<StatusRow> latest(RepositoryKey repository, String commit) {
        return database.read(handle -> StatusTable.latest(handle, repository, commit));
    }

    /** All, newest first. */
    public List<StatusRow> history(RepositoryKey repository, String commit) {
        return database.read(handle -> StatusTable.history(handle, repository, commit));
    }
}
