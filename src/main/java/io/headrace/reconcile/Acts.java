package io.headrace.reconcile;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.Principal;
import io.headrace.model.Proposal;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Attempts;
import io.headrace.plan.Proposals;
import io.headrace.store.Runs;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** What people may do to a run without a commit: abort it, take the abort back, run it again, apply a plan. */
public final class Acts {

    /** Why an act was not carried out: a stable code and a sentence. */
    public record Refusal(String code, String message) {}

    private final Runs runs;
    private final Wake wake;
    private final InstantSource clock;

    public Acts(Runs runs, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.wake = wake;
        this.clock = clock;
    }

    /** Aborts the open attempt; the first reason stays. */
    public Optional<Refusal> abort(RunKey run, Principal by, String reason) {
        Optional<Attempt> open = runs.find(run).map(RunState::attempt).filter(Attempt::open);
        if (open.isEmpty()) {
            return Optional.of(new Refusal("no-open-attempt",
                    "run '" + run.name() + "' has no open attempt; to end it, remove it from the branch"));
        }
        String told = reason.isBlank() ? "aborted by " + by.name() : reason;
        return act(run, state -> Attempts.abort(state, told, by, clock.instant()));
    }

    /** Takes an abort back ({@code abort --cancel}): a new attempt at the same commit. */
    public Optional<Refusal> cancel(RunKey run, Principal by) {
        boolean aborted = runs.find(run).map(RunState::attempt).filter(Attempt::aborted).isPresent();
        return aborted
                ? act(run, state -> Attempts.resume(state, by, clock.instant()))
                : Optional.of(new Refusal("not-aborted", "run '" + run.name() + "' is not aborted"));
    }

    /** Opens a new attempt at the same commit. */
    public Optional<Refusal> rerun(RunKey run, Principal by) {
        boolean known = runs.find(run).map(RunState::attempt).isPresent();
        return known
                ? act(run, state -> Attempts.rerun(state, by, clock.instant()))
                : Optional.of(new Refusal("never-run", "run '" + run.name() + "' was never declared"));
    }

    /** Carries out the plan against drift that has this hash, unless another is the one for what is known now. */
    public Optional<Refusal> apply(RunKey run, Principal by, String hash) {
        AtomicReference<Optional<Proposal>> plan = new AtomicReference<>(Optional.empty());
        runs.update(run, state -> {
            plan.set(Proposals.of(state, clock.instant()));
            return Proposals.apply(state, hash, by.name(), clock.instant());
        });
        wake.run(run);
        if (plan.get().isEmpty()) {
            return Optional.of(new Refusal("nothing-proposed", "nothing is proposed for run '" + run.name() + "'"));
        }
        return plan.get()
                .filter(known -> !known.hash().equals(hash))
                .map(known -> new Refusal("plan-changed",
                        "something else was observed since that plan was made; now it is "
                                + known.hash() + ": look at it, then apply it"));
    }

    private Optional<Refusal> act(RunKey run, Function<RunState, Change> change) {
        runs.update(run, change);
        wake.run(run);
        return Optional.empty();
    }
}
