package io.headrace.store;

import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import io.headrace.store.Standing.Machines;
import io.headrace.store.Standing.Removal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on how repositories stand. */
final class StandingTable {
    private static final List<String> TABLES = List.of("run", "event", "commit_record", "tip", "pending_push",
            "commit_status", "outbox", "parameter", "hook_delivery", "standing");

    private StandingTable() {}

    static Optional<Standing> find(Handle handle, RepositoryKey repository) {
        return handle.createQuery("""
            select * from standing where tenant = :tenant and repository = :repository
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .map((row, context) -> standing(row))
                .findOne();
    }

    static List<Standing> all(Handle handle) {
        return handle.createQuery("select * from standing order by tenant, repository")
                .map((row, context) -> standing(row))
                .list();
    }

    /** Changes how the repository stands, and tells the timeline when it begins or ends to be stalled. */
    static void change(Handle handle, Signal signal, RepositoryKey repository, UnaryOperator<Standing> change,
            Instant now) {
        Optional<Standing> known = find(handle, repository);
        Standing before = known.orElseGet(() -> Standing.unknown(repository));
        Standing after = change.apply(before);
        if (known.isPresent() && after.equals(before)) {
            return;
        }
        put(handle, after);
        if (!after.stalled().equals(before.stalled())) {
            EventTable.add(handle, signal, repository, after.stalled().isEmpty()
                    ? new Entry("repository.resumed", "", "the newest commit is in force")
                    : new Entry("repository.stalled", "", after.stalled()), now);
        }
    }

    static void forget(Handle handle, Signal signal, RepositoryKey repository, Removal removal, Instant now) {
        for (String table : TABLES) {
            handle.createUpdate("delete from " + table + " where tenant = :tenant and repository = :repository")
                    .bind("tenant", repository.tenant())
                    .bind("repository", repository.name())
                    .execute();
        }
        EventTable.add(handle, signal, repository, new Entry("repository.removed", "",
                removal.machines() == Machines.TERMINATE
                        ? "its machines were deleted"
                        : "its machines were left alone"),
                now);
    }

    private static void put(Handle handle, Standing standing) {
        Removal removal = standing.removal();
        handle.createUpdate("""
            insert into standing (tenant, repository, source, deployed, refusal, unreachable, removal, removed_by)
            values (:tenant, :repository, :source, :deployed, :refusal, :unreachable, :removal, :removedBy)
            on conflict (tenant, repository) do update set
              source = excluded.source, deployed = excluded.deployed, refusal = excluded.refusal,
              unreachable = excluded.unreachable, removal = excluded.removal, removed_by = excluded.removed_by
            """)
                .bind("tenant", standing.repository().tenant())
                .bind("repository", standing.repository().name())
                .bind("source", standing.source())
                .bind("deployed", standing.deployed())
                .bind("refusal", standing.refusal())
                .bind("unreachable", standing.unreachable())
                .bind("removal", removal == null ? null : removal.machines().name())
                .bind("removedBy", removal == null ? null : CommitTable.PRINCIPAL.write(removal.by()))
                .execute();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(new RepositoryKey(row.getString("tenant"), row.getString("repository")),
                row.getString("source"), row.getString("deployed"), row.getString("refusal"),
                row.getString("unreachable"), removal(row));
    }

    private static @Nullable Removal removal(ResultSet row) throws SQLException {
        String machines = row.getString("removal");
        return machines == null
                ? null
                : new Removal(Machines.valueOf(machines), CommitTable.PRINCIPAL.read(row.getString("removed_by")));
    }
}
