package io.headrace.reconcile;

import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Planner;
import io.headrace.store.Lease;
import io.headrace.store.LeaseLostException;
import io.headrace.store.Runs;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one run: advances its plan, stores that, and sets off what the stored state says is open. */
final class RunLoop {

    private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

    private final Runs runs;
    private final Leases leases;
    private final Effects effects;
    private final CrashPoints crashes;
    private final Wake wake;
    private final InstantSource clock;

    RunLoop(Runs runs, Leases leases, Effects effects, CrashPoints crashes, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.leases = leases;
        this.effects = effects;
        this.crashes = crashes;
        this.wake = wake;
        this.clock = clock;
    }

    void look(RunKey run) {
        Optional<Lease> lease = leases.hold(run);
        if (lease.isEmpty()) {
            return;
        }
        try {
            RunState state = runs.update(lease.get(), before -> Planner.advance(before, clock.instant()));
            Marked.attempt(state);
            crashes.passed(CrashPoint.PLAN_STORED);
            effects.of(state);
            wake.statuses(run.repositoryKey());
        } catch (LeaseLostException lost) {
            LOG.warn("{}: {}", run, lost.getMessage());
            leases.lost(run);
        }
    }
}
