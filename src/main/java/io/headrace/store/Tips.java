package io.headrace.store;

import io.headrace.model.RepositoryKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * How each repository stands: which commit was looked at last, which one is in force and what keeps a newer one from it,
 * and the pushes that are under way to the next.
 */
public final class Tips {
    private final Database database;

    public Tips(Database database) {
        this.database = database;
    }

    /** The commit of the deployed branch that was looked at last; its runs were all told of it, unless it was refused. */
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

    public Optional<Standing> standing(RepositoryKey repository) {
        return database.read(handle -> StandingTable.find(handle, repository));
    }

    /** All repositories that were ever attached and not removed, also those that left the configuration. */
    public List<Standing> standings() {
        return database.read(StandingTable::all);
    }

    /**
     * Notes that the repository is attached: a removal that was asked for is off.
     *
     * @param still asked at the last moment, as it may have left, and its removal been asked for, since it was looked up
     */
    public void attached(RepositoryKey repository, BooleanSupplier still) {
        change(repository, standing -> still.getAsBoolean() ? standing.withoutRemoval() : standing);
    }

    /** The commit is in force, read from that source. */
    public void deployed(RepositoryKey repository, String source, String commit) {
        change(repository, standing -> standing.judged(source, commit, ""));
    }

    /** The newest commit, or what the source now shows of it, is not put in force. */
    public void refused(RepositoryKey repository, String source, String reason) {
        change(repository, standing -> standing.judged(source, standing.deployed(), reason));
    }

    /** Why the remote repository cannot be followed; empty when it can. */
    public void unreachable(RepositoryKey repository, String reason) {
        change(repository, standing -> standing.withUnreachable(reason));
    }

    /** Somebody asked to remove a repository that left the configuration. */
    public void removing(RepositoryKey repository, Standing.Removal removal) {
        change(repository, standing -> standing.withRemoval(removal));
    }

    /** Removes all records of the repository, but for the one event that says so. */
    public void forget(RepositoryKey repository, Standing.Removal removal) {
        database.run(
                handle -> StandingTable.forget(handle, database.signal(), repository, removal, database.now()));
    }

    private void change(RepositoryKey repository, UnaryOperator<Standing> change) {
        // It is looked at each minute and hardly ever changes: a read costs less than a write that does nothing.
        if (!standing(repository).filter(known -> change.apply(known).equals(known)).isPresent()) {
            database.run(
                    handle -> StandingTable.change(handle, database.signal(), repository, change, database.now()));
        }
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
