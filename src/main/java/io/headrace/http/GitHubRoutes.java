package io.headrace.http;

import io.headrace.http.GitHubViews.StatusView;
import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.store.StatusRow;
import io.headrace.store.Statuses;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/**
 * Commit statuses as GitHub's interface gives them, so that tools which ask GitHub can ask here: combined, and all of
 * them, newest first (docs.github.com, "REST API endpoints for commit statuses").
 */
final class GitHubRoutes implements Routes {

    private static final String COMMIT = "/api/v3/repos/{tenant}/{repository}/commits/<ref>";

    private final Tenants tenants;
    private final CommitRoutes commits;
    private final Statuses statuses;
    private final GitHubViews views;

    GitHubRoutes(Tenants tenants, CommitRoutes commits, Statuses statuses, GitHubViews views) {
        this.tenants = tenants;
        this.commits = commits;
        this.statuses = statuses;
        this.views = views;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(COMMIT + "/status", this::combined);
        routes.get(COMMIT + "/statuses", this::all);
    }

    private void combined(Context ctx) {
        RepositorySettings repository = RepositoryRoutes.settings(tenants, ctx);
        String sha = sha(ctx, repository.key());
        List<StatusRow> latest = statuses.latest(repository.key(), sha);
        Answers.json(ctx, views.combined(repository, sha, state(latest), latest.size(),
                page(ctx, latest).stream().map(row -> views.status(repository.key(), row)).toList()));
    }

    private void all(Context ctx) {
        RepositorySettings repository = RepositoryRoutes.settings(tenants, ctx);
        String sha = sha(ctx, repository.key());
        List<StatusView> found = page(ctx, statuses.history(repository.key(), sha)).stream()
                .map(row -> views.withCreator(repository.key(), row))
                .toList();
        Answers.json(ctx, found);
    }

    /** As GitHub combines them: a failure or error is a failure, a pending one or none at all is pending. */
    private static String state(List<StatusRow> latest) {
        List<CommitStatus.State> states = latest.stream().map(row -> row.status().state()).toList();
        if (states.contains(CommitStatus.State.FAILURE) || states.contains(CommitStatus.State.ERROR)) {
            return "failure";
        }
        return states.isEmpty() || states.contains(CommitStatus.State.PENDING) ? "pending" : "success";
    }

    /** GitHub's pages: numbered from 1. */
    private static List<StatusRow> page(Context ctx, List<StatusRow> all) {
        long size = Asked.number(ctx, "per_page", 30, 1, 100);
        long page = Asked.number(ctx, "page", 1, 1, 1_000_000);
        return all.stream().skip((page - 1) * size).limit(size).toList();
    }

    /** The commit that an id, a branch, a tag, {@code heads/main} or {@code tags/v1} names. */
    private String sha(Context ctx, RepositoryKey repository) {
        String ref = ctx.pathParam("ref");
        String name = ref.startsWith("heads/") || ref.startsWith("tags/") ? "refs/" + ref : ref;
        return commits.id(repository, name)
                .orElseThrow(() -> new ApiException(404, "not-found", ApiException.notFound().detail(),
                        Map.of("message", "Not Found")));
    }
}
