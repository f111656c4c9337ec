package io.headrace.store;

import io.headrace.model.RepositoryKey;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which commit of each repository was applied last, and the pushes that are under way to the next. */
public final class Tips {
    private final Database database;

    public Tips(Database database) {
        this.database = database;
    }

    /** The commit of the deployed branch whose runs were all told of it. */
    public Optional<String> applied(RepositoryKey repository) {
        return database.read(handle -> find(handle, repository));
    }

    private static Optional<String> find(Handle handle, RepositoryKey repository) {
        return handle.createQuery("""
            select commit_id from tip where tenant = :tenant and repository = :repository
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .mapTo(String.class)
                .findOne();
    }

    public void applied(RepositoryKey repository, String commit) {
        database.run(handle -> handle.createUpdate("""
            insert into tip (tenant, repository, commit_id) values (:tenant, :repository, :commit)
            on conflict (tenant, repository) do update set commit_id = excluded.commit_id
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", commit)
                .execute());
    }

    public void record(PendingPush push) {
        database.run(handle -> handle.createUpdate("""
            insert into pending_push (id, tenant, repository, ref, old_id, new_id, principal, options, at)
            values (:id, :tenant, :repository, :ref, :oldId, :newId, :principal, :options, :at)
            """)
                .bind("id", push.id())
                .bind("tenant", push.repository().tenant())
                .bind("repository", push.repository().name())
                .bind("ref", push.ref())
                .bind("oldId", push.oldId())
                .bind("newId", push.newId())
                .bind("principal", CommitTable.PRINCIPAL.write(push.principal()))
                .bind("options", CommitTable.LINES.write(push.options()))
                .bind("at", Columns.millis(push.at()))
                .execute());
    }

    /** The pushes that are recorded and not done, in the order in which they were recorded. */
    public List<PendingPush> pending(RepositoryKey repository) {
        return database.read(handle -> handle.createQuery("""
            select id, ref, old_id, new_id, principal, options, at from pending_push
            where tenant = :tenant and repository = :repository order by sequence
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .map((row, context) -> new PendingPush(row.getString("id"), repository, row.getString("ref"),
                        row.getString("old_id"), row.getString("new_id"),
                        CommitTable.PRINCIPAL.read(row.getString("principal")),
                        CommitTable.LINES.read(row.getString("options")), Columns.time(row, "at")))
                .list());
    }

    /** It was taken up, or dropped because its ref never moved. */
    public void done(String id) {
        database.run(handle -> handle.createUpdate("delete from pending_push where id = :id").bind("id", id).execute());
    }
}
