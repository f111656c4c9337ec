package io.headrace.store;

import io.headrace.model.CommitStatus;
import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the history of commit statuses. */
final class StatusTable {
    private record Last(CommitStatus status, int attempt) {
        boolean makesNeedless(CommitStatus next, int nextAttempt) {
            boolean endedAlready = status.state().terminal() && next.state().terminal() && attempt == nextAttempt
                    && nextAttempt > 0;
            return status.equals(next) || endedAlready;
        }
    }

    private StatusTable() {}

    /**
     * Stores a status, its event and its place in the outbox, unless it equals the last of its context, or an attempt
     * that has ended would end again.
     *
     * @param attempt the number of the attempt that it is of, 0 when it is of none
     */
    static void tell(Handle handle, Signal signal, RepositoryKey repository, CommitStatus status, int attempt,
            Instant now) {
        if (last(handle, repository, status).filter(last -> last.makesNeedless(status, attempt)).isPresent()) {
            return;
        }
        long id = add(handle, repository, status, attempt, now);
        OutboxTable.put(handle, repository, id, status, now);
        String state = status.state().name().toLowerCase(Locale.ROOT);
        EventTable.add(handle, signal, repository, new Entry("commit.status", status.commit(),
                status.context() + " " + state + ": " + status.description()), now);
    }

    private static Optional<Last> last(Handle handle, RepositoryKey repository, CommitStatus like) {
        return handle.createQuery("""
            select commit_id, context, state, description, attempt from commit_status
            where tenant = :tenant and repository = :repository and commit_id = :commit and context = :context
            order by id desc limit 1
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", like.commit())
                .bind("context", like.context())
                .map((row, context) -> new Last(status(row), row.getInt("attempt")))
                .findOne();
    }

    private static long add(Handle handle, RepositoryKey repository, CommitStatus status, int attempt, Instant now) {
        return handle.createQuery("""
            insert into commit_status (tenant, repository, commit_id, context, attempt, state, description, at)
            values (:tenant, :repository, :commit, :context, :attempt, :state, :description, :now)
            returning id
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", status.commit())
                .bind("context", status.context())
                .bind("attempt", attempt)
                .bind("state", status.state().name())
                .bind("description", status.description())
                .bind("now", Columns.millis(now))
                .mapTo(Long.class)
                .one();
    }

    static List<StatusRow> latest(Handle handle, RepositoryKey repository, String commit) {
        return handle.createQuery("""
            select id, commit_id, context, state, description, at from commit_status
            where id in (
              select max(id) from commit_status
              where tenant = :tenant and repository = :repository and commit_id = :commit group by context)
            order by context
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", commit)
                .map((row, context) -> row(row))
                .list();
    }

    static List<StatusRow> history(Handle handle, RepositoryKey repository, String commit) {
        return handle.createQuery("""
            select id, commit_id, context, state, description, at from commit_status
            where tenant = :tenant and repository = :repository and commit_id = :commit order by id desc
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .bind("commit", commit)
                .map((row, context) -> row(row))
                .list();
    }

    private static StatusRow row(ResultSet row) throws SQLException {
        return new StatusRow(row.getLong("id"), status(row), Columns.time(row, "at"));
    }

    static CommitStatus status(ResultSet row) throws SQLException {
        return new CommitStatus(row.getString("commit_id"), row.getString("context"),
                CommitStatus.State.valueOf(row.getString("state")), row.getString("description"));
    }
}
