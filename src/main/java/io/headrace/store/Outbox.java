package io.headrace.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Statuses on their way out: only the last of each (repository, commit, context), until it has arrived. */
public final class Outbox {
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

    /** What a list of deliveries can be sorted by; in its own order, the newest statuses come first. */
    public static Set<String> sortKeys() {
        return OutboxTable.SORTING.names();
    }

    /**
     * A page of the deliveries of a repository, arrived or not.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<Delivery> list(DeliveryFilter filter, PageRequest asked) {
        return database.read(handle -> OutboxTable.list(handle, filter, asked));
    }
}
