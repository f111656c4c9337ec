package io.headrace.http;

import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.store.Delivery;
import io.headrace.store.Outbox;
import io.headrace.store.Tips;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The repositories of the configuration, and the way of their statuses to where they live. */
final class RepositoryRoutes implements Routes {

    private static final String ONE = "/api/v1/repositories/{tenant}/{repository}";

    private final Tenants tenants;
    private final Tips tips;
    private final Outbox outbox;
    private final String serverUrl;

    /**
     * How a repository is followed.
     *
     * @param url what to clone
     * @param tip the commit of the deployed branch that was applied last
     * @param hook where webhooks go, null when it has no secret for them
     */
    record RepositoryView(String tenant, String name, boolean hosted, String url, String branch, String path,
            @Nullable String tip, @Nullable String hook) {}

    /** The last status of one commit and context on its way. */
    record DeliveryView(String commit, String context, String state, int tries, @Nullable String error,
            Instant notBefore, @Nullable Instant deliveredAt) {

        static DeliveryView of(Delivery one) {
            return new DeliveryView(one.status().commit(), one.status().context(), Views.word(one.status().state()),
                    one.tries(), one.error(), one.notBefore(), one.deliveredAt());
        }
    }

    RepositoryRoutes(Tenants tenants, Tips tips, Outbox outbox, String serverUrl) {
        this.tenants = tenants;
        this.tips = tips;
        this.outbox = outbox;
        this.serverUrl = serverUrl;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/repositories", this::list);
        routes.get(ONE, ctx -> Answers.json(ctx, view(settings(tenants, ctx))));
        routes.get(ONE + "/deliveries", ctx -> Answers.json(ctx, Items.all(
                outbox.of(settings(tenants, ctx).key()).stream().map(DeliveryView::of).toList())));
    }

    /** The repository of the path, if the configuration has it. */
    static RepositorySettings settings(Tenants tenants, Context ctx) {
        return tenants.repository(Asked.repository(ctx)).orElseThrow(ApiException::notFound);
    }

    private void list(Context ctx) {
        String tenant = Asked.tenant(ctx);
        Answers.json(ctx, Items.all(tenants.repositoriesSeenBy(Access.of(ctx))
                .filter(one -> tenant == null || one.key().tenant().equals(tenant))
                .map(this::view)
                .toList()));
    }

    private RepositoryView view(RepositorySettings one) {
        RepositoryKey key = one.key();
        URI url = one.url();
        return new RepositoryView(key.tenant(), key.name(), one.hosted(),
                url == null ? serverUrl + "/git/" + key + ".git" : withoutUser(url), one.branch(), one.path(),
                tips.applied(key).orElse(null), one.hookSecret() == null ? null : serverUrl + "/hooks/" + hook(key));
    }

    /** The id of a repository's hook: {@code acme.infra}, which is unambiguous as labels hold no dots. */
    static String hook(RepositoryKey key) {
        return key.tenant() + "." + key.name();
    }

    /** A URL may carry a password where it should not. */
    private static String withoutUser(URI url) {
        String user = url.getRawUserInfo();
        return user == null ? url.toString() : url.toString().replace(user + "@", "");
    }
}
