package io.headrace;

import io.headrace.http.RunActs;
import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import io.headrace.reconcile.Acts;
import java.util.Optional;

/** What the interface may do to runs, done by the loop. */
final class RunsActs implements RunActs {
    private final Acts acts;

    RunsActs(Acts acts) {
        this.acts = acts;
    }

    @Override
    public Optional<Refusal> abort(RunKey run, Principal by, String reason) {
        return acts.abort(run, by, reason).map(RunsActs::told);
    }

    @Override
    public Optional<Refusal> resume(RunKey run, Principal by) {
        return acts.resume(run, by).map(RunsActs::told);
    }

    @Override
    public Optional<Refusal> rerun(RunKey run, Principal by) {
        return acts.rerun(run, by).map(RunsActs::told);
    }

    private static Refusal told(Acts.Refusal refusal) {
        return new Refusal(refusal.code(), refusal.message());
    }
}
