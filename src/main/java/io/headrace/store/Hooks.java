package io.headrace.store;

import io.headrace.model.RepositoryKey;

/** The deliveries of webhooks that were accepted, so that a repeated one does nothing. */
public final class Hooks {
    private final Database database;

    public Hooks(Database database) {
        this.database = database;
    }

    /** Stores the delivery; whether it is the first with that id. Of several at the same time, one is. */
    public boolean accept(RepositoryKey repository, String deliveryId) {
        return database.write(handle -> handle.createUpdate("""
            insert into hook_delivery (tenant, repository, delivery_id, at)
            values (:tenant, :repository, :delivery, :now)
            on conflict (tenant, repository, delivery_id) do nothing
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("delivery", deliveryId)
                .bind("now", Columns.millis(database.now()))
                .execute() == 1);
    }
}
