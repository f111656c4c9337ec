package io.headrace.store;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The runs, each with its state, its lease, and what of it is projected for lists and timers. A change comes as a
 * function of the state; it is applied inside the transaction that stores its result together with the statuses and
 * timeline entries that it tells, so it must be pure, quick, and must not use the store.
 */
public final class Runs {
    private static final int AT_A_TIME = 1024;

    private final Database database;
    private final Projection projection;

    /** The runs as {@code plan} reads them. */
    public Runs(Database database) {
        this(database, Projection.PLANNED);
    }

    Runs(Database database, Projection projection) {
        this.database = database;
        this.projection = projection;
    }

    public Optional<RunState> find(RunKey key) {
        return database.read(handle -> database.states().find(handle, key));
    }

    /** The same as a list shows it. */
    public Optional<RunRow> row(RunKey key) {
        return database.read(handle -> RunTable.row(handle, key));
    }

    /** Applies what became known (a commit, a report, an answer); returns the new state once it is on the disk. */
    public RunState update(RunKey key, Function<RunState, Change> change) {
        return database.change(handle -> apply(handle, key, change));
    }

    /** The same for the owner of the run; a stale lease changes nothing. */
    public RunState update(Lease lease, Function<RunState, Change> change) throws LeaseLostException {
        return database.change(handle -> {
            if (!LeaseColumns.holds(handle, lease)) {
                throw new LeaseLostException(lease);
            }
            return apply(handle, lease.run(), change);
        });
    }

    private RunState apply(Handle handle, RunKey key, Function<RunState, Change> function) {
        Instant now = database.now();
        RunState before = database.unstored().find(handle, key).orElseGet(() -> RunState.fresh(key));
        Change change = function.apply(before);
        RunState after = change.state();
        if (!after.key().equals(key)) {
            throw new IllegalStateException("a change of " + key + " made a state of " + after.key());
        }
        if (!after.equals(before)) {
            database.unstored().change(before, after, projection, now);
        }
        for (CommitStatus status : change.statuses()) {
            StatusTable.tell(handle, database.signal(), key.repositoryKey(), status, attempt(status, before, after),
                    now);
        }
        change.entries().forEach(entry -> EventTable.add(handle, database.signal(), key, entry, now));
        return after;
    }

    /** The number of the attempt that a status is of, 0 when it is of neither. */
    private static int attempt(CommitStatus status, RunState before, RunState after) {
        Attempt old = ofCommit(before.attempt(), status.commit());
        Attempt latest = ofCommit(after.attempt(), status.commit());
        // When one commit is tried again, what ends while the new attempt is open is the one before.
        if (old != null && (latest == null || (status.state().terminal() && latest.open()))) {
            return old.number();
        }
        return latest == null ? 0 : latest.number();
    }

    private static @Nullable Attempt ofCommit(@Nullable Attempt attempt, String commit) {
        return attempt != null && attempt.commit().equals(commit) ? attempt : null;
    }

    /** The lease on a run that exists, unless somebody holds it whose time is not over. */
    public Optional<Lease> acquire(RunKey key, String owner, Duration time) {
        return database.write(handle -> {
            Instant now = database.now();
            return LeaseColumns.acquire(handle, key, owner, now, now.plus(time));
        });
    }

    /** Gives the lease back; one that is lost already is left alone. */
    public void release(Lease lease) {
        database.run(handle -> LeaseColumns.release(handle, lease));
    }

    /** Frees all leases; called once at the start, when the database's lock has shown that no other owner lives. */
    public void takeOver() {
        database.run(LeaseColumns::releaseAll);
    }

    /** The runs whose time to be looked at has come, the most overdue first. */
    public List<RunKey> due(Instant now, int limit) {
        return database.read(handle -> RunTable.due(handle, now, limit));
    }

    /** The runs where something is under way: an open attempt, a call to a cloud, a step, something to remove. */
    public List<RunKey> unsettled() {
        return database.read(RunTable::unsettled);
    }

    /** Shows the states of all runs of all repositories, read a few at a time. */
    public void each(Consumer<RunState> use) {
        RunKey last = null;
        List<RunState> some;
        do {
            RunKey after = last;
            some = database.read(handle -> database.states().of(RunTable.rows(handle, after, AT_A_TIME)));
            some.forEach(use);
            last = some.isEmpty() ? null : some.getLast().key();
        } while (last != null);
    }

    /** How many instances the tenant's runs want now, over all its repositories. */
    public int desired(String tenant) {
        return database.read(handle -> RunTable.desired(handle, tenant));
    }

    /** The runs of a tenant whose documents name a secret: that one, or any when it is null. */
    public List<RunState> withSecret(String tenant, @Nullable String secret) {
        return database.read(handle -> RunTable.withSecret(handle, tenant, secret == null ? "" : secret + "\""));
    }

    /** All runs that the repository ever had, by name. */
    public List<RunKey> of(RepositoryKey repository) {
        return database.read(handle -> RunTable.of(handle, repository));
    }

    /** The states of all runs that the repository ever had, by name. */
    public List<RunState> states(RepositoryKey repository) {
        return database.read(handle -> database.states().of(RunTable.rows(handle, repository)));
    }

    /** What a list of runs can be sorted by; its own order is by tenant, repository and name. */
    public static Set<String> sortKeys() {
        return RunTable.SORTING.names();
    }

    /**
     * A page of runs.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<RunRow> list(RunFilter filter, PageRequest asked) {
        return database.read(handle -> RunTable.list(handle, filter, asked));
    }

    /** What a list of instances can be sorted by; its own order is by run and slot. */
    public static Set<String> instanceSortKeys() {
        return InstanceTable.SORTING.names();
    }

    /**
     * A page of the instances of all runs.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<InstanceRow> instances(InstanceFilter filter, PageRequest asked) {
        return database.read(handle -> InstanceTable.list(handle, filter, asked));
    }

    /** The Clouds that have instances. */
    public List<CloudUse> clouds() {
        return database.read(InstanceTable::clouds);
    }
}
