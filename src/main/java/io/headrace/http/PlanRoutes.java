package io.headrace.http;

import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** What is being done to a run, and what comes next: nothing for one that stands as it is declared. */
final class PlanRoutes implements Routes {

    private static final Listing<ActionView> ACTIONS = Listing.of(ActionView.class, "instance,order");

    private final Runs runs;

    /**
     * One thing that is done.
     *
     * @param order its place among those of its instance
     * @param status {@code running}, or {@code waiting} for something before it
     * @param text all of it for people
     */
    record ActionView(String instance, int order, String action, String status, String text) {}

    PlanRoutes(Runs runs) {
        this.runs = runs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(RunRoutes.RUN + "/-/plan", this::plan, ACTIONS.query());
    }

    private void plan(Context ctx) {
        RunState state = runs.find(Asked.run(ctx)).orElseThrow(ApiException::notFound);
        List<ActionView> all = new ArrayList<>();
        for (Slot slot : state.slots()) {
            boolean filled = state.instances().stream().anyMatch(one -> one.slot().equals(slot) && !one.removing());
            if (!filled) {
                all.add(action(slot.toString(), 0, "create", "waiting", "a machine is to be made"));
            }
        }
        state.instances().forEach(one -> add(all, one));
        Answers.json(ctx, ACTIONS.page(ctx, all));
    }

    private static void add(List<ActionView> all, Instance one) {
        Intent intent = one.intent();
        String cloud = one.site().cloud().name();
        if (intent != null) {
            all.add(action(one.id(), 0, Views.word(intent.verb()), "running", "its machine on " + cloud));
        }
        int order = 1;
        for (Step step : one.steps()) {
            if (step.open()) {
                String status = step.status() == Step.Status.WAITING ? "waiting" : "running";
                all.add(action(one.id(), order++, step.kind().key(), status, "the recipe of " + step.component()));
            }
        }
        if (one.removing() && (intent == null || intent.verb() != Intent.Verb.DELETE)) {
            all.add(action(one.id(), order, "delete", "waiting", "its machine on " + cloud));
        }
    }

    private static ActionView action(String instance, int order, String action, String status, String what) {
        return new ActionView(instance, order, action, status,
                status + ": " + action + " " + instance + " (" + what + ")");
    }
}
