package io.headrace.http;

import io.headrace.model.Links;
import io.headrace.model.Principal;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunKey;
import io.headrace.reconcile.Edits;
import io.headrace.reconcile.Edits.Intention;
import io.headrace.reconcile.Edits.Outcome;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Suspending, resuming, scaling and ending a run: each is a commit of the caller to the deployed branch. */
final class EditRoutes implements Routes {

    private static final int MOST_REPLICAS = 100_000;

    private final Tenants tenants;
    private final Runs runs;
    private final Edits edits;
    private final Links links;
    private final Bodies bodies;
    private final int limit;

    /** What the commit says, and what it may do, as of {@code git push -o}. */
    record Said(@Nullable String message, @Nullable List<@Nullable String> options) {}

    /** The same with what is scaled. */
    record Scale(@Nullable String node, @Nullable Integer replicas, @Nullable String message,
            @Nullable List<@Nullable String> options) {}

    /** The commit that says what was wanted. */
    record Written(String commit, String url) {}

    EditRoutes(Tenants tenants, Runs runs, Edits edits, Links links, Bodies bodies, int limit) {
        this.tenants = tenants;
        this.runs = runs;
        this.edits = edits;
        this.links = links;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(RunRoutes.RUN + "/-/suspend", ctx -> simply(ctx, new Intention.Suspend(true)));
        routes.post(RunRoutes.RUN + "/-/resume", ctx -> simply(ctx, new Intention.Suspend(false)));
        routes.post(RunRoutes.RUN + "/-/terminate", ctx -> simply(ctx, new Intention.Terminate()));
        routes.post(RunRoutes.RUN + "/-/scale", this::scale);
    }

    private void simply(Context ctx, Intention intention) {
        Principal author = author(ctx);
        write(ctx, author, intention, bodies.json(ctx, limit, Said.class, new Said(null, null)));
    }

    private void scale(Context ctx) {
        Principal author = author(ctx);
        Scale wanted = bodies.json(ctx, limit, Scale.class);
        String node = wanted.node();
        Integer replicas = wanted.replicas();
        if (node == null || replicas == null || replicas < 0 || replicas > MOST_REPLICAS) {
            throw ApiException.badField("give a node and its replicas, 0 to " + MOST_REPLICAS);
        }
        write(ctx, author, new Intention.Scale(node, replicas), new Said(wanted.message(), wanted.options()));
    }

    /** The caller, who may change the run, which exists. */
    private Principal author(Context ctx) {
        RunKey run = Asked.run(ctx);
        if (runs.find(run).isEmpty()) {
            throw ApiException.notFound();
        }
        return Access.requireWriter(ctx, run.tenant());
    }

    private void write(Context ctx, Principal author, Intention intention, Said said) {
        RunKey run = Asked.run(ctx);
        RepositorySettings repository = tenants.repository(run.repositoryKey()).orElseThrow(ApiException::notFound);
        List<String> options = WriteRoutes.options(said.options());
        Edits.Wanted wanted = new Edits.Wanted(run.name(), intention, author,
                Objects.requireNonNullElse(said.message(), ""), options);
        switch (WriteRoutes.answered(() -> edits.write(repository, wanted))) {
            case Outcome.Committed(String commit) -> answer(ctx, 201, repository, commit);
            case Outcome.Unchanged(String commit) -> answer(ctx, 200, repository, commit);
            case Outcome.Refused(String code, String message) -> throw new ApiException(409, code, message);
            case Outcome.Invalid(List<String> problems) ->
                throw ApiException.refused("what the branch holds is not valid; mend it first", problems);
        }
    }

    private void answer(Context ctx, int status, RepositorySettings repository, String commit) {
        AuditTrail.about(ctx, repository.key().tenant(), Asked.run(ctx) + " " + commit);
        Answers.json(ctx, status, new Written(commit, links.commit(repository.key(), commit)));
    }
}
