package io.headrace.reconcile;

import io.headrace.model.CommitStatus;
import io.headrace.model.Declaration;
import io.headrace.model.DesiredState;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Attempts;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;
import io.headrace.store.Statuses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the runs of a repository what a commit makes of them, also those of which the server knows nothing any more. */
final class Declaring {

    private final Runs runs;
    private final Scripts scripts;
    private final Statuses statuses;
    private final Recovery recovery;
    private final Wake wake;
    private final CrashPoints crashes;
    private final InstantSource clock;
    private final Map<RunKey, String> told = new ConcurrentHashMap<>();

    Declaring(Stores stores, Recovery recovery, Wake wake, CrashPoints crashes, InstantSource clock) {
        this.runs = stores.runs();
        this.scripts = stores.scripts();
        this.statuses = stores.statuses();
        this.recovery = recovery;
        this.wake = wake;
        this.crashes = crashes;
        this.clock = clock;
    }

    /** Declares and removes runs; whether all of them know now. */
    boolean declare(RepositoryKey repository, Tip tip, DesiredState desired, List<RunState> before) {
        scripts.keep(desired.scripts());
        boolean whole = recovery.open(repository)
                ? recover(repository, tip, desired)
                : declare(repository, tip, desired);
        Instant now = clock.instant();
        for (RunState state : before) {
            if (state.declared() && !desired.runs().containsKey(state.key().name())) {
                runs.update(state.key(), known -> Attempts.remove(known, tip.commit(), tip.principal(), now));
                wake.run(state.key());
            }
        }
        return whole;
    }

    private boolean declare(RepositoryKey repository, Tip tip, DesiredState desired) {
        Instant now = clock.instant();
        for (Declaration declaration : desired.runs().values()) {
            RunKey run = repository.run(declaration.name());
            runs.update(run,
                    state -> Attempts.declare(state, declaration, tip.commit(), tip.principal(), now));
            crashes.passed(CrashPoint.RUN_DECLARED);
            wake.run(run);
        }
        return true;
    }

    private boolean recover(RepositoryKey repository, Tip tip, DesiredState desired) {
        Census census = recovery.census(repository, desired.runs().values());
        Instant now = clock.instant();
        boolean whole = true;
        for (Declaration declaration : desired.runs().values()) {
            RunKey run = repository.run(declaration.name());
            Optional<String> missing = census.missing(declaration);
            if (missing.isPresent()) {
                whole = false;
                waits(run, tip, missing.get());
            } else {
                runs.update(run, state -> recovery.declare(state, tip, declaration, census, now));
                crashes.passed(CrashPoint.RUN_DECLARED);
                wake.run(run);
            }
        }
        if (whole) {
            recovery.done(repository);
        } else {
            recovery.again(repository);
        }
        return whole;
    }

    private void waits(RunKey run, Tip tip, String why) {
        if (!why.equals(told.put(run, why))) {
            statuses.post(run.repositoryKey(), new CommitStatus(tip.commit(), CommitStatus.PREFIX + "/" + run.name(),
                    CommitStatus.State.PENDING, why.length() <= 140 ? why : why.substring(0, 139) + "…"));
        }
    }
}
