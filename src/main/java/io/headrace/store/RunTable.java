package io.headrace.store;

import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Instance;
import io.headrace.model.Phase;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statements on the table of runs. */
final class RunTable {
    private static final String LISTED = "tenant, repository, name, commit_id, phase, conditions, desired, ready, attempt, updated_at";
    private static final Documents<RunState> STATES = Documents.of(RunState.class);
    private static final Documents<List<Condition>> CONDITIONS = Documents.ofList(Condition.class);

    static final Sorting SORTING = new Sorting("tenant,repository,name").text("tenant", "tenant")
            .text("repository", "repository")
            .text("name", "name")
            .text("phase", "phase")
            .text("commit", "coalesce(commit_id, '')")
            .number("desired", "desired")
            .number("ready", "ready")
            .number("attempt", "attempt")
            .number("updatedAt", "updated_at");

    /** A document and the number that is its own among all that the run ever had. */
    record Stored(long stamp, @Nullable String document) {}

    private RunTable() {}

    /** What is stored of a run; its state is left out when it has that stamp already. */
    static Optional<Stored> find(Handle handle, RunKey key, @Nullable Long known) {
        return handle.createQuery("""
            select stamp, case when stamp = :known then null else document end as document from run
            where tenant = :tenant and repository = :repository and name = :name
            """)
                .bind("known", known)
                .bind("tenant", key.tenant())
                .bind("repository", key.repository())
                .bind("name", key.name())
                .map((row, context) -> new Stored(row.getLong("stamp"), row.getString("document")))
                .findOne();
    }

    static RunState state(String document) {
        return STATES.read(document);
    }

    /** A state as it is stored. */
    record Row(RunKey key, long stamp, String document) {}

    /** All runs of the repository, in order. */
    static List<Row> rows(Handle handle, RepositoryKey repository) {
        return rows(handle.createQuery("""
            select tenant, repository, name, stamp, document from run
            where tenant = :tenant and repository = :repository order by name
            """).bind("tenant", repository.tenant()).bind("repository", repository.name()));
    }

    /** So many runs of all repositories, in order, from the one after that key on, or from the first. */
    static List<Row> rows(Handle handle, @Nullable RunKey after, int limit) {
        return rows(handle
                .createQuery(
                        """
                            select tenant, repository, name, stamp, document from run
                            where (tenant, repository, name) > (:tenant, :repository, :name) order by tenant, repository, name limit :limit
                            """)
                .bind("tenant", after == null ? "" : after.tenant())
                .bind("repository", after == null ? "" : after.repository())
                .bind("name", after == null ? "" : after.name())
                .bind("limit", limit));
    }

    private static List<Row> rows(Query query) {
        return query.map((row, context) -> new Row(key(row), row.getLong("stamp"), row.getString("document"))).list();
    }

    /** Stores a state with its new stamp; returns the length of its document. */
    static int store(Handle handle, RunState state, long stamp, Projection projection, Instant now) {
        Attempt attempt = state.attempt();
        String document = STATES.write(state);
        handle.createUpdate("""
            insert into run (tenant, repository, name, commit_id, phase, conditions, desired, ready, attempt,
              settled, due_at, updated_at, stamp, document)
            values (:tenant, :repository, :name, :commit, :phase, :conditions, :desired, :ready, :attempt,
              :settled, :due, :now, :stamp, :document)
            on conflict (tenant, repository, name) do update set
              commit_id = excluded.commit_id, phase = excluded.phase, conditions = excluded.conditions,
              desired = excluded.desired, ready = excluded.ready, attempt = excluded.attempt,
              settled = excluded.settled, due_at = excluded.due_at, updated_at = excluded.updated_at,
              stamp = excluded.stamp, document = excluded.document
            """)
                .bind("tenant", state.key().tenant())
                .bind("repository", state.key().repository())
                .bind("name", state.key().name())
                .bind("commit", attempt == null ? null : attempt.commit())
                .bind("phase", projection.phase().apply(state).name())
                .bind("conditions", CONDITIONS.write(projection.conditions().apply(state)))
                .bind("desired", state.desired())
                .bind("ready", ready(state))
                .bind("attempt", attempt == null ? 0 : attempt.number())
                .bind("settled", settled(state))
                .bind("due", Columns.notBefore(projection.due().apply(state)))
                .bind("now", Columns.millis(now))
                .bind("stamp", stamp)
                .bind("document", document)
                .execute();
        return document.length();
    }

    /** Instances that the tenant's runs want, over all its repositories. */
    static int desired(Handle handle, String tenant) {
        return handle.createQuery("select coalesce(sum(desired), 0) from run where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Integer.class)
                .one();
    }

    private static int ready(RunState state) {
        return (int) state.instances().stream().filter(Instance::well).count();
    }

    /** Whether nothing is under way: no open attempt, no call to a cloud, no step, nothing on its way out. */
    private static boolean settled(RunState state) {
        boolean open = state.attempt() != null && state.attempt().open();
        return !open && (!state.cleanUp() || state.instances().isEmpty()) && state.instances()
                .stream()
                .noneMatch(one -> one.intent() != null || one.removing() || one.hasOpenSteps());
    }

    static List<RunKey> due(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
            select tenant, repository, name from run
            where due_at is not null and due_at <= :now order by due_at limit :limit
            """)
                .bind("now", Columns.millis(now))
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list();
    }

    static List<RunKey> unsettled(Handle handle) {
        return handle.createQuery("""
            select tenant, repository, name from run where settled = false order by tenant, repository, name
            """).map((row, context) -> key(row)).list();
    }

    /** A document is searched as the text that it is: that is quick enough for what people ask now and then. */
    static List<RunState> withSecret(Handle handle, String tenant, String rest) {
        return handle.createQuery("""
            select document from run where tenant = :tenant and document like :pattern order by repository, name
            """)
                .bind("tenant", tenant)
                .bind("pattern", "%\"secret\":\"" + rest + "%")
                .map((row, context) -> STATES.read(row.getString("document")))
                .list();
    }

    static List<RunKey> of(Handle handle, RepositoryKey repository) {
        return handle.createQuery("""
            select tenant, repository, name from run
            where tenant = :tenant and repository = :repository order by name
            """)
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .map((row, context) -> key(row))
                .list();
    }

    static Optional<RunRow> row(Handle handle, RunKey key) {
        return handle.createQuery("""
            select %s from run where tenant = :tenant and repository = :repository and name = :name
            """.formatted(LISTED))
                .bind("tenant", key.tenant())
                .bind("repository", key.repository())
                .bind("name", key.name())
                .map((row, context) -> row(row))
                .findOne();
    }

    static Page<RunRow> list(Handle handle, RunFilter filter, PageRequest asked) {
        Condition.Type condition = filter.condition();
        Where where = new Where().and("tenant = :tenant", "tenant", filter.tenant())
                .and("repository = :repository", "repository", filter.repository())
                .and("phase = :phase", "phase", filter.phase() == null ? null : filter.phase().name())
                // As the column has it; within a message, the quotes would be escaped.
                .and("conditions like :condition", "condition",
                        condition == null ? null : "%\"type\":\"" + condition.name() + "\",\"status\":true,%")
                .and("""
                    exists (select 1 from instance i where i.tenant = run.tenant and i.repository = run.repository
                      and i.run = run.name and i.cloud = :cloud)""", "cloud", filter.cloud());
        range(where, "name", filter.project() == null ? null : filter.project() + "/", '0');
        range(where, "commit_id", filter.commit(), 'g');
        return SORTING.page(handle, LISTED, "run", where, asked, (row, context) -> row(row));
    }

    /** Values that begin so; {@code after} is the first character that cannot follow. */
    private static void range(Where where, String column, @Nullable String start, char after) {
        if (start != null) {
            boolean folder = start.endsWith("/");
            where.and("%1$s >= :from_%1$s and %1$s < :to_%1$s".formatted(column), "from_" + column, start)
                    .with("to_" + column, (folder ? start.substring(0, start.length() - 1) : start) + after);
        }
    }

    private static RunKey key(ResultSet row) throws SQLException {
        return new RunKey(row.getString("tenant"), row.getString("repository"), row.getString("name"));
    }

    private static RunRow row(ResultSet row) throws SQLException {
        return new RunRow(key(row), row.getString("commit_id"), Phase.valueOf(row.getString("phase")),
                CONDITIONS.read(row.getString("conditions")), row.getInt("desired"), row.getInt("ready"),
                row.getInt("attempt"), Columns.time(row, "updated_at"));
    }
}
