package io.headrace.store;

import io.headrace.model.RepositoryKey;
import java.time.Instant;
import java.util.List;

/** Statuses on their way out: only the last of each (repository, commit, context), until it has arrived. */
public final class Outbox {
    private static final int SHOWN = 200;

    private final Database database;

    public Outbox(Database database) {
        this.database = database;
    }

    /** What may be sent now, the longest waiting first. */
    public List<Delivery> due(Instant now, int limit) {
        return database.read(handle -> OutboxTable.due(handle, now, limit));
    }

    /** It has arrived; a newer status that came meanwhile is still due. */
    public void delivered(Delivery delivery) {
        database.run(handle -> OutboxTable.delivered(handle, delivery, database.now()));
    }

    /** It could not be sent, for that reason, and is due again at that time. */
    public void postponed(Delivery delivery, String error, Instant notBefore) {
        database.run(handle -> OutboxTable.postponed(handle, delivery, error, notBefore));
    }

    /** The latest deliveries of a repository, arrived or not, newest first. */
    public List<Delivery> of(RepositoryKey repository) {
        return database.read(handle -> OutboxTable.of(handle, repository, SHOWN));
    }
}
