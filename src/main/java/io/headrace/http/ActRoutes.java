package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import io.headrace.reconcile.Acts;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do to a run without a commit: abort, take the abort back, run again. Each answers how the run stands afterwards. */
final class ActRoutes implements Routes {

    private static final int LONGEST_REASON = 4096;

    private final Acts acts;
    private final Runs runs;
    private final RunRoutes views;
    private final Bodies bodies;
    private final int limit;

    /** Why a run is aborted; everybody reads it. */
    record Abort(@Nullable String reason) {}

    /** One of the acts. */
    @FunctionalInterface
    private interface Act {

        Optional<Acts.Refusal> on(RunKey run, Principal by);
    }

    ActRoutes(Acts acts, Runs runs, RunRoutes views, Bodies bodies, int limit) {
        this.acts = acts;
        this.runs = runs;
        this.views = views;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(RunRoutes.RUN + "/-/abort", this::abort);
        routes.post(RunRoutes.RUN + "/-/cancel", ctx -> act(ctx, acts::cancel));
        routes.post(RunRoutes.RUN + "/-/rerun", ctx -> act(ctx, acts::rerun));
    }

    private void abort(Context ctx) {
        Access.requireWriter(ctx, Asked.run(ctx).tenant());
        String reason = bodies.json(ctx, limit, Abort.class, new Abort(null)).reason();
        String told = reason == null ? "" : reason.strip();
        if (told.length() > LONGEST_REASON) {
            throw ApiException.badField("reason has at most " + LONGEST_REASON + " characters");
        }
        act(ctx, (run, by) -> acts.abort(run, by, told));
    }

    private void act(Context ctx, Act act) {
        RunKey run = Asked.run(ctx);
        if (runs.find(run).isEmpty()) {
            throw ApiException.notFound();
        }
        Principal by = Access.requireWriter(ctx, run.tenant());
        act.on(run, by).ifPresent(refusal -> {
            throw new ApiException(409, refusal.code(), refusal.message());
        });
        Answers.json(ctx, views.now(run));
    }
}
