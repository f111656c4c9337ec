package io.headrace.http;

import io.headrace.agent.ParameterSpace;
import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.PageRequest;
import io.headrace.store.ParameterRow;
import io.headrace.store.Parameters;
import io.headrace.store.RunFilter;
import io.headrace.store.RunRow;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of runs. A run's name may hold slashes; what belongs to a run stands behind {@code /-/}, which no name
 * can contain.
 */
final class RunRoutes implements Routes {

    static final String RUN = "/api/v1/runs/{tenant}/{repository}/<name>";

    /** The event id that a list was read at: a stream that begins after it misses nothing. */
    static final String EVENT = "Headrace-Event";

    private static final Listing<RunView> RUNS = Listing.of(RunView.class, "tenant,repository,name").without("nodes");
    private static final Listing<EntryView> TIMELINE = Listing.of(EntryView.class, "-id");
    private static final Listing<ParameterView> PARAMETERS = Listing.of(ParameterView.class, "scope,name")
            .filteredBy("scope", "name");

    private final Runs runs;
    private final Events events;
    private final Parameters parameters;
    private final RunViews views;

    /** The latest attempt; nothing but number 0 before the first. */
    record AttemptView(int number, @Nullable String commit, @Nullable String principal, boolean removal,
            @Nullable Instant openedAt, @Nullable Instant deadline, @Nullable String abort, @Nullable String outcome,
            @Nullable String message, @Nullable Instant endedAt, @Nullable RollbackView rollback) {

        static AttemptView of(@Nullable Attempt one) {
            if (one == null) {
                return new AttemptView(0, null, null, false, null, null, null, null, null, null, null);
            }
            Attempt.End end = one.end();
            Attempt.Rollback back = one.rollback();
            return new AttemptView(one.number(), one.commit(), one.principal().name(), one.removal(), one.openedAt(),
                    one.deadline(), one.abort(), end == null ? null : Views.word(end.outcome()),
                    end == null ? null : end.message(), end == null ? null : end.at(),
                    back == null ? null : RollbackView.of(back));
        }
    }

    /** The way back of a failed attempt: to which commit, and why. */
    record RollbackView(String commit, String reason, Instant since) {

        static RollbackView of(Attempt.Rollback one) {
            return new RollbackView(one.commit(), one.reason(), one.since());
        }
    }

    /** A value of the run or of one instance; a secret one is not shown. */
    record ParameterView(String scope, String name, String value, boolean secret, Instant at) {

        static ParameterView of(ParameterRow row) {
            return new ParameterView(row.scope(), row.name(), row.sealed() ? "***" : row.value(), row.sealed(),
                    row.at());
        }
    }

    /** One line of the timeline. */
    record EntryView(String id, Instant at, String type, String subject, String message) {

        static EntryView of(Event event) {
            return new EntryView(Long.toString(event.id()), event.at(), event.type(), event.subject(),
                    event.message());
        }
    }

    RunRoutes(Runs runs, Events events, Parameters parameters, RunViews views) {
        this.runs = runs;
        this.events = events;
        this.parameters = parameters;
        this.views = views;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/runs", this::list,
                RUNS.query("tenant", "repository", "phase", "condition", "project", "cloud", "commit"));
        routes.get(RUN + "/-/attempt", ctx -> Answers.json(ctx, AttemptView.of(state(ctx).attempt())));
        routes.get(RUN + "/-/timeline", this::timeline, TIMELINE.query("type"));
        routes.get(RUN + "/-/parameters", ctx -> Answers.json(ctx, PARAMETERS.page(ctx,
                parameters.of(state(ctx).key())
                        .stream()
                        .filter(row -> !ParameterSpace.hidden(row.name()))
                        .map(ParameterView::of)
                        .toList())),
                PARAMETERS.query());
    }

    /** Added after everything else about runs: its path ends in a name, which takes whatever is left. */
    Routes last() {
        return routes -> routes.get(RUN, ctx -> Answers.json(ctx, now(Asked.run(ctx))));
    }

    private void list(Context ctx) {
        RunFilter filter = new RunFilter(Asked.tenant(ctx), Asked.text(ctx, "repository"),
                Asked.word(ctx, "phase", Phase.class, Phase::toString),
                Asked.word(ctx, "condition", Condition.Type.class, Condition.Type::toString),
                Asked.text(ctx, "project"), Asked.text(ctx, "cloud"), commit(ctx));
        PageRequest asked = Listing.request(ctx, Runs.sortKeys());
        ctx.header(EVENT, Long.toString(events.last()));
        // The rest is in the row: a page of many runs need not read their documents.
        boolean whole = Fields.show(ctx, "inForce", "outputs");
        Answers.json(ctx, RUNS.of(runs.list(filter, asked), row -> whole
                ? views.row(row, runs.find(row.key()).orElseGet(() -> RunState.fresh(row.key())))
                : views.row(row)));
    }

    private static @Nullable String commit(Context ctx) {
        String value = Asked.text(ctx, "commit");
        if (value != null && !value.matches("[0-9a-f]{4,40}")) {
            throw ApiException
                    .badParameter("commit must be an id, or at least 4 hexadecimal digits that it begins with");
        }
        return value;
    }

    private void timeline(Context ctx) {
        RunKey run = state(ctx).key();
        Answers.json(ctx, TIMELINE.of(events.list(EventFilter.of(run), Asked.text(ctx, "type"),
                Listing.request(ctx, Events.sortKeys())), EntryView::of));
    }

    private RunState state(Context ctx) {
        return runs.find(Asked.run(ctx)).orElseThrow(ApiException::notFound);
    }

    /** How the run stands now: what a caller sees after an act. */
    RunView now(RunKey key) {
        RunRow row = runs.row(key).orElseThrow(ApiException::notFound);
        return views.detail(row, runs.find(key).orElseThrow(ApiException::notFound));
    }
}
