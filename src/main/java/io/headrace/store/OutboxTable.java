package io.headrace.store;

import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements on the outbox, which holds one row for each (repository, commit, context). */
final class OutboxTable {
    static final Sorting SORTING = new Sorting("-id").number("id", "status_id")
            .text("commit", "commit_id")
            .text("context", "context")
            .text("state", "state")
            .number("tries", "tries")
            .number("notBefore", "not_before")
            .number("deliveredAt", "coalesce(delivered_at, 0)");

    private OutboxTable() {}

    /** Takes the place of what was there; the time before which the forge wants nothing stays. */
    static void put(Handle handle, RepositoryKey repository, long statusId, CommitStatus status, Instant now) {
        handle.createUpdate("""
            insert into outbox (tenant, repository, commit_id, context, status_id, state, description, tries,
              not_before)
            values (:tenant, :repository, :commit, :context, :id, :state, :description, 0, :now)
            on conflict (tenant, repository, commit_id, context) do update set
              status_id = excluded.status_id, state = excluded.state, description = excluded.description,
              tries = 0, error = null, delivered_at = null
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", status.commit())
                .bind("context", status.context())
                .bind("id", statusId)
                .bind("state", status.state().name())
                .bind("description", status.description())
                .bind("now", Columns.millis(now))
                .execute();
    }

    static List<Delivery> due(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
            select * from outbox where delivered_at is null and not_before <= :now
            order by not_before, status_id limit :limit
            """)
                .bind("now", Columns.millis(now))
                .bind("limit", limit)
                .map((row, context) -> delivery(row))
                .list();
    }

    static Page<Delivery> list(Handle handle, DeliveryFilter filter, PageRequest asked) {
        Where where = new Where().and("tenant = :tenant", "tenant", filter.repository().tenant())
                .and("repository = :repository", "repository", filter.repository().name())
                .and("commit_id = :commit", "commit", filter.commit())
                .and("state = :state", "state", filter.state() == null ? null : filter.state().name());
        if (filter.delivered() != null) {
            where.and("(delivered_at is not null) = :delivered", "delivered", filter.delivered());
        }
        return SORTING.page(handle, "*", "outbox", where, asked, (row, context) -> delivery(row));
    }

    /** Marks it as arrived, unless a newer status has taken its place. */
    static void delivered(Handle handle, Delivery delivery, Instant now) {
        handle.createUpdate("""
            update outbox set delivered_at = :now, error = null
            where tenant = :tenant and repository = :repository and commit_id = :commit and context = :context
              and status_id = :id
            """)
                .bind("now", Columns.millis(now))
                .bind("tenant", delivery.repository().tenant())
                .bind("repository", delivery.repository().name())
                .bind("commit", delivery.status().commit())
                .bind("context", delivery.status().context())
                .bind("id", delivery.statusId())
                .execute();
    }

    /** Puts it off; a newer status in its place waits as long, as it goes the same way. */
    static void postponed(Handle handle, Delivery delivery, String error, Instant notBefore) {
        handle.createUpdate("""
            update outbox set tries = tries + 1, error = :error, not_before = :notBefore
            where tenant = :tenant and repository = :repository and commit_id = :commit and context = :context
            """)
                .bind("error", error)
                .bind("notBefore", Columns.millis(notBefore))
                .bind("tenant", delivery.repository().tenant())
                .bind("repository", delivery.repository().name())
                .bind("commit", delivery.status().commit())
                .bind("context", delivery.status().context())
                .execute();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getLong("status_id"),
                new RepositoryKey(row.getString("tenant"), row.getString("repository")), StatusTable.status(row),
                row.getInt("tries"), row.getString("error"), Columns.time(row, "not_before"),
                Columns.timeOrNull(row, "delivered_at"));
    }
}
