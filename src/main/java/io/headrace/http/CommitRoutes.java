package io.headrace.http;

import io.headrace.git.NoSuchRepositoryException;
import io.headrace.git.Repositories;
import io.headrace.model.CommitStatus;
import io.headrace.model.Links;
import io.headrace.model.Problem;
import io.headrace.model.RepositoryKey;
import io.headrace.store.CommitFilter;
import io.headrace.store.CommitRecord;
import io.headrace.store.Commits;
import io.headrace.store.StatusRow;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The commits that were asked about, each with what was found in it, what it plans and how it was answered. */
final class CommitRoutes implements Routes {

    static final String COMMITS = "/api/v1/repositories/{tenant}/{repository}/commits";

    private static final Listing<CommitView> LIST = Listing.of(CommitView.class, "-receivedAt,-id");

    private static final Listing<LineView> PLAN = Listing.of(LineView.class, "run,text").filteredBy("run");

    private final Tenants tenants;
    private final Commits commits;
    private final Statuses statuses;
    private final Tips tips;
    private final Repositories git;
    private final Links links;

    /**
     * A commit with its statuses, the latest of each context.
     *
     * @param state what all statuses come to
     * @param finished whether that is final: whoever waits for the commit waits for this
     */
    record CommitView(String id, String state, boolean finished, String ref, String title, String principal,
            Instant receivedAt, boolean deployed, List<ProblemView> problems, List<String> plan,
            List<StatusView> statuses, String url) {}

    /** What the commit does, or would do, to one run. */
    record LineView(String run, String text) {

        static LineView of(String line) {
            return new LineView(line.replaceFirst(": .*", ""), line.replaceFirst("^[^ ]*: ", ""));
        }
    }

    /** What is wrong, or doubtful, and where. */
    record ProblemView(String path, int line, int column, String severity, String message) {

        static ProblemView of(Problem one) {
            return new ProblemView(one.path(), one.line(), one.column(), Views.word(one.severity()), one.message());
        }
    }

    /** What a commit was told under one context. */
    record StatusView(String context, String state, String description, String url, Instant at) {}

    CommitRoutes(Tenants tenants, Commits commits, Statuses statuses, Tips tips, Repositories git, Links links) {
        this.tenants = tenants;
        this.tips = tips;
        this.commits = commits;
        this.statuses = statuses;
        this.git = git;
        this.links = links;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(COMMITS, this::list, LIST.query("ref", "deployed"));
        routes.get(COMMITS + "/{commit}", this::one);
        routes.get(COMMITS + "/{commit}/plan", this::plan, PLAN.query());
    }

    private void list(Context ctx) {
        RepositoryKey repository = RepositoryRoutes.settings(tenants, ctx).key();
        CommitFilter filter = new CommitFilter(repository, Asked.text(ctx, "ref"), Asked.truth(ctx, "deployed"));
        Answers.json(ctx, LIST.of(commits.list(filter, Listing.request(ctx, Commits.sortKeys())), this::view));
    }

    private void one(Context ctx) {
        RepositoryKey repository = RepositoryRoutes.settings(tenants, ctx).key();
        Answers.json(ctx, id(repository, ctx.pathParam("commit"))
                .flatMap(id -> commits.find(repository, id))
                .map(this::view)
                .orElseThrow(ApiException::notFound));
    }

    /** The full id of what a caller names: the id itself, or what git knows by that name. */
    Optional<String> id(RepositoryKey repository, String name) {
        if (name.length() > 255) {
            return Optional.empty();
        }
        if (commits.find(repository, name).isPresent()) {
            return Optional.of(name);
        }
        try {
            return git.resolve(repository, name);
        } catch (NoSuchRepositoryException e) {
            // A remote one that was never fetched.
            return Optional.empty();
        }
    }

    private CommitView view(CommitRecord one) {
        List<StatusRow> rows = statuses.latest(one.repository(), one.id());
        List<StatusView> told = rows.stream()
                .map(row -> status(one.repository(), row))
                .toList();
        CommitOutcome outcome = outcome(one, rows);
        return new CommitView(one.id(), outcome.state(), outcome.finished(), one.ref(), one.title(),
                one.principal().name(), one.receivedAt(),
                one.deployed(), one.problems().stream().map(ProblemView::of).toList(), one.plan(), told,
                links.commit(one.repository(), one.id()));
    }

    private CommitOutcome outcome(CommitRecord one, List<StatusRow> rows) {
        RepositoryKey repository = one.repository();
        Optional<String> applied = tips.applied(repository);
        boolean coming = tenants.repository(repository)
                .flatMap(settings -> id(repository, settings.ref()))
                .filter(tip -> tip.equals(one.id()) && !applied.equals(Optional.of(tip)))
                .isPresent();
        return CommitOutcome.of(one, rows, coming, applied.flatMap(tip -> commits.find(repository, tip)));
    }

    private void plan(Context ctx) {
        RepositoryKey repository = RepositoryRoutes.settings(tenants, ctx).key();
        CommitRecord one = id(repository, ctx.pathParam("commit")).flatMap(id -> commits.find(repository, id))
                .orElseThrow(ApiException::notFound);
        Answers.json(ctx, PLAN.page(ctx, one.plan().stream().map(LineView::of).toList()));
    }

    private StatusView status(RepositoryKey repository, StatusRow row) {
        CommitStatus status = row.status();
        return new StatusView(status.context(), Views.word(status.state()), status.description(),
                links.status(repository, status), row.at());
    }
}
