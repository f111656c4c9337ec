package io.headrace.store;

import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on the table of events. Rows are only added, by the writer's thread, so ids are in commit order. */
final class EventTable {
    /** Ids rise with time, so that nothing else is needed. */
    static final Sorting SORTING = new Sorting("-id").number("id", "id");

    private EventTable() {}

    static void add(Handle handle, Signal signal, RunKey run, Entry entry, Instant now) {
        add(handle, signal, run.tenant(), run.repository(), run.name(), entry, now);
    }

    static void add(Handle handle, Signal signal, RepositoryKey repository, Entry entry, Instant now) {
        add(handle, signal, repository.tenant(), repository.name(), null, entry, now);
    }

    private static void add(Handle handle, Signal signal, String tenant, String repository, @Nullable String run,
            Entry entry, Instant now) {
        handle.createUpdate("""
            insert into event (at, tenant, repository, run, type, subject, message)
            values (:at, :tenant, :repository, :run, :type, :subject, :message)
            """)
                .bind("at", Columns.millis(now))
                .bind("tenant", tenant)
                .bind("repository", repository)
                .bind("run", run)
                .bind("type", entry.type())
                .bind("subject", entry.subject())
                .bind("message", entry.message())
                .execute();
        signal.raise();
    }

    static List<Event> after(Handle handle, long id, EventFilter filter, int limit) {
        Where where = where(filter).and("id > :id", "id", id);
        return where.bind(handle.createQuery("""
            select id, at, tenant, repository, run, type, subject, message
            from event %s order by id limit :limit
            """.formatted(where.clause()))).bind("limit", limit).map((row, context) -> event(row)).list();
    }

    static List<Event> before(Handle handle, long id, EventFilter filter, int limit) {
        Where where = where(filter).and("id < :id", "id", id);
        return where.bind(handle.createQuery("""
            select id, at, tenant, repository, run, type, subject, message
            from event %s order by id desc limit :limit
            """.formatted(where.clause()))).bind("limit", limit).map((row, context) -> event(row)).list();
    }

    static Page<Event> list(Handle handle, EventFilter filter, @Nullable String type, PageRequest asked) {
        Where where = where(filter).and("type = :type", "type", type);
        return SORTING.page(handle, "id, at, tenant, repository, run, type, subject, message", "event", where, asked,
                (row, context) -> event(row));
    }

    /** The id of the oldest that is kept; the one that the next will get when none is. */
    static long first(Handle handle) {
        return handle.createQuery("select min(id) from event")
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> last(handle) + 1);
    }

    /** The highest id that was ever given, also when retention has deleted its event. */
    static long last(Handle handle) {
        return handle.createQuery("select seq from sqlite_sequence where name = 'event'")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static Where where(EventFilter filter) {
        return new Where().and("tenant = :tenant", "tenant", filter.tenant())
                .and("repository = :repository", "repository", filter.repository())
                .and("run = :run", "run", filter.run());
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(row.getLong("id"), Columns.time(row, "at"), row.getString("tenant"),
                row.getString("repository"), row.getString("run"), row.getString("type"), row.getString("subject"),
                row.getString("message"));
    }
}
