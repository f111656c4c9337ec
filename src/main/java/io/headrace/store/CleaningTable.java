package io.headrace.store;

import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements that delete what is old. */
final class CleaningTable {
    private CleaningTable() {}

    /** The table is a constant of this package. */
    static int oldest(Handle handle, String table, Instant before, int most) {
        return handle.createUpdate("""
            delete from %s where id in (select id from %s where at < :before order by at, id limit :most)
            """.formatted(table, table)).bind("before", Columns.millis(before)).bind("most", most).execute();
    }

    static void hooks(Handle handle, Instant before) {
        handle.createUpdate("delete from hook_delivery where at < :before")
                .bind("before", Columns.millis(before))
                .execute();
    }

    static List<RepositoryKey> repositories(Handle handle, Instant before) {
        return handle.createQuery("""
            select distinct tenant, repository from commit_record where received_at < :before
            """)
                .bind("before", Columns.millis(before))
                .map((row, context) -> new RepositoryKey(row.getString("tenant"), row.getString("repository")))
                .list();
    }

    static List<String> commits(Handle handle, RepositoryKey repository, Instant before) {
        return handle.createQuery("""
            select id from commit_record c
            where tenant = :tenant and repository = :repository and received_at < :before
              and not exists (select 1 from tip t
                where t.tenant = c.tenant and t.repository = c.repository and t.commit_id = c.id)
            order by received_at
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("before", Columns.millis(before))
                .mapTo(String.class)
                .list();
    }

    static void forget(Handle handle, RepositoryKey repository, String commit) {
        int waiting = handle.createQuery("""
            select count(*) from outbox
            where tenant = :tenant and repository = :repository and commit_id = :id and delivered_at is null
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("id", commit)
                .mapTo(Integer.class)
                .one();
        if (waiting > 0) {
            return;
        }
        for (String statement : List.of("""
            delete from outbox where tenant = :tenant and repository = :repository and commit_id = :id
            """, """
            delete from commit_status where tenant = :tenant and repository = :repository and commit_id = :id
            """, """
            delete from commit_record where tenant = :tenant and repository = :repository and id = :id
            """)) {
            handle.createUpdate(statement)
                    .bind("tenant", repository.tenant())
                    .bind("repository", repository.name())
                    .bind("id", commit)
                    .execute();
        }
    }

    static List<RunKey> unchanged(Handle handle, Instant before) {
        return handle.createQuery("""
            select tenant, repository, name from run
            where settled = true and updated_at < :before and phase in ('DONE', 'ABORTED', 'CANCELLED')
            """)
                .bind("before", Columns.millis(before))
                .map((row, context) -> new RunKey(row.getString("tenant"), row.getString("repository"),
                        row.getString("name")))
                .list();
    }

    static void forget(Handle handle, RunKey run) {
        for (String statement : List.of("""
            delete from parameter where tenant = :tenant and repository = :repository and run = :run
            """, """
            delete from run where tenant = :tenant and repository = :repository and name = :run
            """)) {
            handle.createUpdate(statement)
                    .bind("tenant", run.tenant())
                    .bind("repository", run.repository())
                    .bind("run", run.name())
                    .execute();
        }
    }
}
