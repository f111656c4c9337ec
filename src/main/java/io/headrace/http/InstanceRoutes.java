package io.headrace.http;

import io.headrace.model.InstanceKey;
import io.headrace.model.InstanceState;
import io.headrace.model.Links;
import io.headrace.model.RepositoryKey;
import io.headrace.reconcile.CloudState;
import io.headrace.store.CloudUse;
import io.headrace.store.InstanceFilter;
import io.headrace.store.InstanceRow;
import io.headrace.store.PageRequest;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Instances over all runs, and the Clouds that there are for them, as far as the caller may see them. */
final class InstanceRoutes implements Routes {

    private static final Listing<InstanceView> INSTANCES = Listing.of(InstanceView.class,
            "tenant,repository,run,name,generation");
    private static final Listing<CloudView> CLOUDS = Listing.of(CloudView.class, "tenant,repository,name")
            .filteredBy("repository", "connector");

    private final Runs runs;
    private final Function<Predicate<RepositoryKey>, List<CloudState>> clouds;
    private final Links links;

    /** One generation of one slot of one run, whose page is the address. */
    record InstanceView(String tenant, String repository, String run, String name, int generation, String state,
            String cloud, String connector, @Nullable String address, @Nullable String externalId,
            @Nullable String message, String url) {}

    /**
     * A Cloud with the instances that runs have on it, and how many it allows.
     *
     * @param reachable null while its account was not observed yet
     */
    record CloudView(String tenant, String repository, String name, String connector, int instances, int ready,
            @Nullable Integer maxInstances, @Nullable Boolean reachable, @Nullable String error) {

        static CloudView of(CloudState state) {
            CloudUse one = state.use();
            return new CloudView(one.tenant(), one.repository(), one.name(), one.connector(), one.instances(),
                    one.ready(), one.quota(), state.reachable(), state.error());
        }
    }

    InstanceRoutes(Runs runs, Function<Predicate<RepositoryKey>, List<CloudState>> clouds, Links links) {
        this.runs = runs;
        this.clouds = clouds;
        this.links = links;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/instances", this::list, INSTANCES.query("tenant", "repository", "run", "cloud", "state"));
        routes.get("/api/v1/clouds", this::clouds, CLOUDS.query("tenant"));
    }

    private void list(Context ctx) {
        InstanceFilter filter = new InstanceFilter(Asked.tenant(ctx), Asked.text(ctx, "repository"),
                Asked.text(ctx, "run"),
                Asked.text(ctx, "cloud"), Asked.word(ctx, "state", InstanceState.class, Views::word));
        PageRequest asked = Listing.request(ctx, Runs.instanceSortKeys());
        Answers.json(ctx, INSTANCES.of(runs.instances(filter, asked), this::view));
    }

    private InstanceView view(InstanceRow row) {
        InstanceKey key = row.key();
        return new InstanceView(key.run().tenant(), key.run().repository(), key.run().name(), key.slot().toString(),
                key.generation(), Views.word(row.state()), row.cloud(), row.connector(), row.address(), row.machine(),
                row.message(), links.run(key.run()));
    }

    private void clouds(Context ctx) {
        String tenant = Asked.tenant(ctx);
        Answers.json(ctx, CLOUDS.page(ctx, clouds
                .apply(one -> Access.of(ctx).sees(one.tenant()) && (tenant == null || one.tenant().equals(tenant)))
                .stream()
                .map(CloudView::of)
                .toList()));
    }
}
