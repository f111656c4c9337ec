package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.Problem;
import io.headrace.model.RepositoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table of commits. */
final class CommitTable {
    static final Documents<Principal> PRINCIPAL = Documents.of(Principal.class);
    static final Documents<List<String>> LINES = Documents.ofList(String.class);
    private static final Documents<List<Problem>> PROBLEMS = Documents.ofList(Problem.class);

    static final Sorting SORTING = new Sorting("-receivedAt,-id").number("receivedAt", "received_at")
            .text("id", "id")
            .text("ref", "ref")
            .text("title", "title");

    private CommitTable() {}

    /** A commit that was deployed once stays so: what it does on another branch is of less interest. */
    static int put(Handle handle, CommitRecord commit) {
        return handle.createUpdate("""
            insert into commit_record (tenant, repository, id, ref, principal, received_at, title, problems, plan,
              deployed)
            values (:tenant, :repository, :id, :ref, :principal, :receivedAt, :title, :problems, :plan, :deployed)
            on conflict (tenant, repository, id) do update set
              ref = excluded.ref, principal = excluded.principal, received_at = excluded.received_at,
              title = excluded.title, problems = excluded.problems, plan = excluded.plan,
              deployed = excluded.deployed
            where commit_record.deployed = false or excluded.deployed = true
            """)
                .bind("tenant", commit.repository().tenant())
                .bind("repository", commit.repository().name())
                .bind("id", commit.id())
                .bind("ref", commit.ref())
                .bind("principal", PRINCIPAL.write(commit.principal()))
                .bind("receivedAt", Columns.millis(commit.receivedAt()))
                .bind("title", commit.title())
                .bind("problems", PROBLEMS.write(commit.problems()))
                .bind("plan", LINES.write(commit.plan()))
                .bind("deployed", commit.deployed())
                .execute();
    }

    static Optional<CommitRecord> find(Handle handle, RepositoryKey repository, String id) {
        return handle.createQuery("""
            select * from commit_record where tenant = :tenant and repository = :repository and id = :id
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("id", id)
                .map((row, context) -> commit(row))
                .findOne();
    }

    static Page<CommitRecord> list(Handle handle, CommitFilter filter, PageRequest asked) {
        Where where = new Where().and("tenant = :tenant", "tenant", filter.repository().tenant())
                .and("repository = :repository", "repository", filter.repository().name())
                .and("ref = :ref", "ref", filter.ref())
                .and("deployed = :deployed", "deployed", filter.deployed());
        return SORTING.page(handle, "*", "commit_record", where, asked, (row, context) -> commit(row));
    }

    private static CommitRecord commit(ResultSet row) throws SQLException {
        return new CommitRecord(new RepositoryKey(row.getString("tenant"), row.getString("repository")),
                row.getString("id"), row.getString("ref"), PRINCIPAL.read(row.getString("principal")),
                Columns.time(row, "received_at"), row.getString("title"), PROBLEMS.read(row.getString("problems")),
                LINES.read(row.getString("plan")), row.getBoolean("deployed"));
    }
}
