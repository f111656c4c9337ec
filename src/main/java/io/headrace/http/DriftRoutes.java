package io.headrace.http;

import io.headrace.model.Declaration;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.Policy;
import io.headrace.model.Principal;
import io.headrace.model.Proposal;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.plan.Drifts;
import io.headrace.reconcile.Acts;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The drift of a run, and the plan against it that waits to be applied. */
final class DriftRoutes implements Routes {

    private static final int LONGEST_HASH = 100;

    private final Acts acts;
    private final Runs runs;
    private final RunRoutes views;
    private final Bodies bodies;
    private final int limit;

    /** All that drifted; a plan only where one waits. */
    record DriftView(String policy, List<ItemView> items, @Nullable PlanView plan) {}

    /** One instance ({@code web.1:2}) that is not, or does not seem to be, as it was made. */
    record ItemView(String instance, String kind, String message) {

        static ItemView of(RunState state, Instance one, Drift.Kind kind) {
            return new ItemView(one.id(), Views.word(kind), Drifts.text(state, one));
        }
    }

    /** What applying would do. */
    record PlanView(String hash, List<ActionView> actions) {}

    /** One act of it. */
    record ActionView(String action, String instance, String reason) {

        static ActionView of(Proposal.Action one) {
            return new ActionView(Views.word(one.remedy()), one.instance(), one.reason());
        }
    }

    /** The hash of the plan that the caller has seen. */
    record Apply(@Nullable String plan) {}

    DriftRoutes(Acts acts, Runs runs, RunRoutes views, Bodies bodies, int limit) {
        this.acts = acts;
        this.runs = runs;
        this.views = views;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(RunRoutes.RUN + "/-/drift", ctx -> Answers.json(ctx, view(state(ctx))));
        routes.post(RunRoutes.RUN + "/-/apply", this::apply);
    }

    private void apply(Context ctx) {
        RunKey run = state(ctx).key();
        Principal by = Access.requireWriter(ctx, run.tenant());
        String hash = Objects.requireNonNullElse(bodies.json(ctx, limit, Apply.class).plan(), "");
        if (hash.isEmpty() || hash.length() > LONGEST_HASH) {
            throw ApiException.badField("plan is the hash that " + ctx.path().replaceAll("apply$", "drift") + " shows");
        }
        acts.apply(run, by, hash).ifPresent(refusal -> {
            throw new ApiException(409, refusal.code(), refusal.message());
        });
        Answers.json(ctx, 202, views.now(run));
    }

    private static DriftView view(RunState state) {
        Declaration declaration = state.declaration();
        Policy.Drift policy = declaration == null ? Policy.Drift.OBSERVE : declaration.policy().drift();
        List<ItemView> items = state.instances()
                .stream()
                .filter(one -> !one.removing())
                .flatMap(one -> Drifts.kind(one).map(kind -> ItemView.of(state, one, kind)).stream())
                .toList();
        Proposal proposal = state.proposal();
        return new DriftView(Views.word(policy), items, proposal == null
                ? null
                : new PlanView(proposal.hash(), proposal.actions().stream().map(ActionView::of).toList()));
    }

    private RunState state(Context ctx) {
        return runs.find(Asked.run(ctx)).orElseThrow(ApiException::notFound);
    }
}
