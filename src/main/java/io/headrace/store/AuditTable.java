package io.headrace.store;

import io.headrace.store.Deed.Outcome;
import io.headrace.store.Deed.Via;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The statements on the table of the audit log. */
final class AuditTable {
    static final Sorting SORTING = new Sorting("-id").number("id", "id").text("action", "action");

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

    static Page<AuditEntry> list(Handle handle, AuditFilter filter, PageRequest asked) {
        Deed.Outcome outcome = filter.outcome();
        Where where = new Where().and("tenant = :tenant", "tenant", filter.tenant())
                .and("member = :member", "member", filter.principal())
                .and("action = :action", "action", filter.action())
                .and("outcome = :outcome", "outcome", outcome == null ? null : outcome.name());
        return SORTING.page(handle, "id, at, tenant, principal, via, action, subject, outcome, reason", "audit", where,
                asked, (row, context) -> entry(row));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong("id"), Columns.time(row, "at"),
                new Deed(row.getString("tenant"), CommitTable.PRINCIPAL.read(row.getString("principal")),
                        Via.valueOf(row.getString("via")), row.getString("action"), row.getString("subject"),
                        Outcome.valueOf(row.getString("outcome")), row.getString("reason")));
    }
}
