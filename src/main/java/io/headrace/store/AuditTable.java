package io.headrace.store;

import io.headrace.store.Deed.Outcome;
import io.headrace.store.Deed.Via;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements on the table of the audit log. */
final class AuditTable {
    private AuditTable() {}

    static void add(Handle handle, Deed deed, Instant now) {
        handle.createUpdate("""
            insert into audit (at, tenant, member, principal, via, action, subject, outcome, reason)
            values (:at, :tenant, :member, :principal, :via, :action, :subject, :outcome, :reason)
            """)
                .bind("at", Columns.millis(now))
                .bind("tenant", deed.tenant())
                .bind("member", deed.principal().name())
                .bind("principal", CommitTable.PRINCIPAL.write(deed.principal()))
                .bind("via", deed.via().name())
                .bind("action", deed.action())
                .bind("subject", deed.subject())
                .bind("outcome", deed.outcome().name())
                .bind("reason", deed.reason())
                .execute();
    }

    static List<AuditEntry> before(Handle handle, long id, AuditFilter filter, int limit) {
        Deed.Outcome outcome = filter.outcome();
        Where where = new Where().and("tenant = :tenant", "tenant", filter.tenant())
                .and("member = :member", "member", filter.principal())
                .and("action = :action", "action", filter.action())
                .and("outcome = :outcome", "outcome", outcome == null ? null : outcome.name())
                .and("id < :id", "id", id);
        return where.bind(handle.createQuery("""
            select id, at, tenant, principal, via, action, subject, outcome, reason
            from audit %s order by id desc limit :limit
            """.formatted(where.clause()))).bind("limit", limit).map((row, context) -> entry(row)).list();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong("id"), Columns.time(row, "at"),
                new Deed(row.getString("tenant"), CommitTable.PRINCIPAL.read(row.getString("principal")),
                        Via.valueOf(row.getString("via")), row.getString("action"), row.getString("subject"),
                        Outcome.valueOf(row.getString("outcome")), row.getString("reason")));
    }
}
