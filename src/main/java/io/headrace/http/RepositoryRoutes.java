package io.headrace.http;

import io.headrace.model.CommitStatus;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.reconcile.Detached;
import io.headrace.store.Delivery;
import io.headrace.store.DeliveryFilter;
import io.headrace.store.Outbox;
import io.headrace.store.Standing;
import io.headrace.store.Standing.Machines;
import io.headrace.store.Tips;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The repositories of the configuration and those that left it, how they stand, and the way of their statuses to where
 * they live.
 */
final class RepositoryRoutes implements Routes {

    private static final Map<String, Machines> MACHINES = Map.of("terminate", Machines.TERMINATE, "abandon",
            Machines.ABANDON);
    private static final String ONE = "/api/v1/repositories/{tenant}/{repository}";

    private static final Listing<RepositoryView> REPOSITORIES = Listing.of(RepositoryView.class, "tenant,name")
            .filteredBy("name", "hosted", "state");
    private static final Listing<DeliveryView> DELIVERIES = Listing.of(DeliveryView.class, "-id");

    private final Tenants tenants;
    private final Detached detached;
    private final Tips tips;
    private final Outbox outbox;
    private final String serverUrl;

    /**
     * How a repository is followed; of one that left the configuration, what is still known.
     *
     * @param state attached, or detached when it left the configuration
     * @param url what to clone
     * @param tip the commit of the deployed branch that was looked at last
     * @param deployed the commit that is in force
     * @param stalled why the tip is not in force, null when it is
     * @param hook where webhooks go, null when it has no secret for them
     */
    record RepositoryView(String tenant, String name, String state, @Nullable Boolean hosted, @Nullable String url,
            @Nullable String branch, @Nullable String path, @Nullable String tip, @Nullable String deployed,
            @Nullable String stalled, @Nullable String hook, @Nullable RemovalView removal) {}

    /** A removal that is under way: what becomes of the machines, and how many runs have something left. */
    record RemovalView(String machines, int runs) {}

    /** The last status of one commit and context on its way. */
    record DeliveryView(String id, String commit, String context, String state, int tries, @Nullable String error,
            Instant notBefore, @Nullable Instant deliveredAt) {

        static DeliveryView of(Delivery one) {
            return new DeliveryView(Long.toString(one.statusId()), one.status().commit(), one.status().context(),
                    Views.word(one.status().state()),
                    one.tries(), one.error(), one.notBefore(), one.deliveredAt());
        }
    }

    RepositoryRoutes(Tenants tenants, Detached detached, Tips tips, Outbox outbox, String serverUrl) {
        this.tenants = tenants;
        this.detached = detached;
        this.tips = tips;
        this.outbox = outbox;
        this.serverUrl = serverUrl;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/repositories", this::list, REPOSITORIES.query("tenant"));
        routes.get(ONE, ctx -> Answers.json(ctx, one(Asked.repository(ctx))));
        routes.delete(ONE, this::remove, Query.of("machines"));
        routes.get(ONE + "/deliveries", this::deliveries, DELIVERIES.query("commit", "state", "delivered"));
    }

    /** The repository of the path, if the configuration has it. */
    static RepositorySettings settings(Tenants tenants, Context ctx) {
        return tenants.repository(Asked.repository(ctx)).orElseThrow(ApiException::notFound);
    }

    private void deliveries(Context ctx) {
        DeliveryFilter filter = new DeliveryFilter(settings(tenants, ctx).key(), Asked.text(ctx, "commit"),
                Asked.word(ctx, "state", CommitStatus.State.class, Views::word), Asked.truth(ctx, "delivered"));
        Answers.json(ctx, DELIVERIES.of(outbox.list(filter, Listing.request(ctx, Outbox.sortKeys())),
                DeliveryView::of));
    }

    private void list(Context ctx) {
        String tenant = Asked.tenant(ctx);
        Asked.truth(ctx, "hosted");
        Asked.oneOf(ctx, "state", "attached", "detached");
        Stream<RepositoryView> attached = tenants.repositoriesSeenBy(Access.of(ctx)).map(this::view);
        Stream<RepositoryView> left = detached.list()
                .stream()
                .filter(standing -> Access.of(ctx).sees(standing.repository().tenant()))
                .map(this::view);
        Answers.json(ctx, REPOSITORIES.page(ctx, Stream.concat(attached, left)
                .filter(one -> tenant == null || one.tenant().equals(tenant))
                .toList()));
    }

    private RepositoryView one(RepositoryKey key) {
        return tenants.repository(key)
                .map(this::view)
                .or(() -> detached.find(key).map(this::view))
                .orElseThrow(ApiException::notFound);
    }

    /** Begins to remove a repository that left the configuration. */
    private void remove(Context ctx) {
        RepositoryKey key = Asked.repository(ctx);
        one(key);
        Principal by = Access.requireOwner(ctx);
        Machines machines = MACHINES.get(String.valueOf(Asked.text(ctx, "machines")));
        if (machines == null) {
            throw ApiException.badParameter("say what becomes of the machines: machines=terminate or machines=abandon");
        }
        if (detached.find(key).isEmpty()) {
            throw new ApiException(409, "repository-attached",
                    "repository " + key + " is in the server's configuration: take it out of headrace.yaml first");
        }
        AuditTrail.about(ctx, key.tenant(), key + " " + Views.word(machines));
        detached.remove(key, machines, by);
        detached.find(key).ifPresentOrElse(standing -> Answers.json(ctx, 202, view(standing)), () -> {
            throw ApiException.notFound();
        });
    }

    private RepositoryView view(Standing standing) {
        RepositoryKey key = standing.repository();
        Standing.Removal removal = standing.removal();
        return new RepositoryView(key.tenant(), key.name(), "detached", null, null, null, null,
                tips.applied(key).orElse(null), standing.deployed(), stalled(standing), null,
                removal == null
                        ? null
                        : new RemovalView(Views.word(removal.machines()), detached.left(key)));
    }

    private static @Nullable String stalled(Standing standing) {
        return standing.stalled().isEmpty() ? null : standing.stalled();
    }

    private RepositoryView view(RepositorySettings one) {
        RepositoryKey key = one.key();
        URI url = one.url();
        Optional<Standing> standing = tips.standing(key);
        return new RepositoryView(key.tenant(), key.name(), "attached", one.hosted(),
                url == null ? serverUrl + "/git/" + key + ".git" : withoutUser(url), one.branch(), one.path(),
                tips.applied(key).orElse(null), standing.map(Standing::deployed).orElse(null),
                standing.map(RepositoryRoutes::stalled).orElse(null),
                one.hookSecret() == null ? null : serverUrl + "/hooks/" + hook(key), null);
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
