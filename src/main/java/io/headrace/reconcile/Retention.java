package io.headrace.reconcile;

import io.headrace.model.Attempt;
import io.headrace.model.BlobStore;
import io.headrace.model.Plural;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.store.Cleaning;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the operator wants it, but never what something that lives needs: the commits that runs are
 * at or would go back to, and the logs and reports of a run's latest attempt.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 200;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Ages ages;
    private final Cleaning cleaning;
    private final Runs runs;
    private final BlobStore blobs;
    private final InstantSource clock;

    /** How long each kind is kept. */
    public record Ages(Duration history, Duration events, Duration logs, Duration reports, Duration audit) {}

    public Retention(Ages ages, Cleaning cleaning, Runs runs, BlobStore blobs, InstantSource clock) {
        this.ages = ages;
        this.cleaning = cleaning;
        this.runs = runs;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Deletes all that is too old now. */
    public void cleanUp() {
        Instant now = clock.instant();
        int ended = runs(now.minus(ages.history()));
        int commits = commits(now.minus(ages.history()));
        cleaning.hooks(now.minus(ages.history()));
        int scripts = cleaning.scripts(now.minus(ages.history().compareTo(HOUR) < 0 ? HOUR : ages.history()), BATCH);
        int events = batches(most -> cleaning.events(now.minus(ages.events()), most));
        int audit = batches(most -> cleaning.audit(now.minus(ages.audit()), most));
        int logs = blobs.deleteOlder("logs/", now.minus(ages.logs()), this::needed);
        int reports = blobs.deleteOlder("reports/", now.minus(ages.reports()), this::needed);
        if (ended + commits + scripts + events + audit + logs + reports > 0) {
            LOG.info("cleaned up {}, {}, {}, {}, {}, {}, {}", Plural.of(ended, "run"), Plural.of(commits, "commit"),
                    Plural.of(scripts, "script"), Plural.of(events, "event"), Plural.of(audit, "audit line"),
                    Plural.of(logs, "log"), Plural.of(reports, "report"));
        }
    }

    /** Repeats it until there is nothing left: each time is a transaction of its own, others write between. */
    private static int batches(IntUnaryOperator delete) {
        int sum = 0;
        for (int deleted = BATCH; deleted == BATCH; sum += deleted) {
            deleted = delete.applyAsInt(BATCH);
        }
        return sum;
    }

    private int runs(Instant before) {
        int count = 0;
        for (RunKey run : cleaning.unchanged(before)) {
            count += cleaning.forget(run, Retention::over) ? 1 : 0;
        }
        return count;
    }

    private static boolean over(RunState state) {
        return !state.declared() && state.instances().isEmpty()
                && (state.attempt() == null || !state.attempt().open());
    }

    private int commits(Instant before) {
        int count = 0;
        for (RepositoryKey repository : cleaning.repositories(before)) {
            List<String> old = new ArrayList<>(cleaning.commits(repository, before));
            if (!old.isEmpty()) {
                old.removeAll(needed(repository));
            }
            for (int from = 0; from < old.size(); from += BATCH) {
                cleaning.forget(repository, old.subList(from, Math.min(old.size(), from + BATCH)));
            }
            count += old.size();
        }
        return count;
    }

    /** The commits that runs of the repository are at, or would go back to. */
    private Set<String> needed(RepositoryKey repository) {
        Set<String> commits = new HashSet<>();
        for (RunState state : runs.states(repository)) {
            Optional.ofNullable(state.goodCommit()).ifPresent(commits::add);
            Optional.ofNullable(state.attempt()).map(Attempt::commit).ifPresent(commits::add);
            Optional.ofNullable(state.attempt())
                    .map(Attempt::rollback)
                    .map(Attempt.Rollback::commit)
                    .ifPresent(commits::add);
        }
        return commits;
    }

    /** Whether a log or report is of the latest attempt of a run that lives. */
    private boolean needed(String name, Instant written) {
        // logs/TENANT/REPOSITORY/RUN.../SLOT/GENERATION/STEP
        String[] parts = name.split("/");
        if (parts.length < 7) {
            return false;
        }
        String run = String.join("/", List.of(parts).subList(1, parts.length - 3));
        return runs.find(RunKey.parse(run))
                .filter(state -> state.declared() || !state.instances().isEmpty())
                .map(RunState::attempt)
                .filter(attempt -> attempt.open() || !written.isBefore(attempt.openedAt()))
                .isPresent();
    }
}
