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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The commits that were asked about, each with what was found in it, what it plans and how it was answered. */
final class CommitRoutes implements Routes {

    static final String COMMITS = "/api/v1/repositories/{tenant}/{repository}/commits";

    private static final Listing<CommitView> LIST = Listing.of(CommitView.class, "-receivedAt,-id");

    private final Tenants tenants;
    private final Commits commits;
    private final Statuses statuses;
    private final Repositories git;
    private final Links links;

    /** A commit with its statuses, the latest of each context. */
    record CommitView(String id, String ref, String title, String principal, Instant receivedAt, boolean deployed,
            List<ProblemView> problems, List<String> plan, List<StatusView> statuses, String url) {}

    /** What is wrong, or doubtful, and where. */
    record ProblemView(String path, int line, int column, String severity, String message) {

        static ProblemView of(Problem one) {
            return new ProblemView(one.path(), one.line(), one.column(), Views.word(one.severity()), one.message());
        }
    }

    /** What a commit was told under one context. */
    record StatusView(String context, String state, String description, String url, Instant at) {}

    CommitRoutes(Tenants tenants, Commits commits, Statuses statuses, Repositories git, Links links) {
        this.tenants = tenants;
        this.commits = commits;
        this.statuses = statuses;
        this.git = git;
        this.links = links;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(COMMITS, this::list);
        routes.get(COMMITS + "/{commit}", this::one);
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
        List<StatusView> told = statuses.latest(one.repository(), one.id())
                .stream()
                .map(row -> status(one.repository(), row))
                .toList();
        return new CommitView(one.id(), one.ref(), one.title(), one.principal().name(), one.receivedAt(),
                one.deployed(), one.problems().stream().map(ProblemView::of).toList(), one.plan(), told,
                links.commit(one.repository(), one.id()));
    }

    private StatusView status(RepositoryKey repository, StatusRow row) {
        CommitStatus status = row.status();
        return new StatusView(status.context(), Views.word(status.state()), status.description(),
                links.status(repository, status), row.at());
    }
}
