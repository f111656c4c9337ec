package io.headrace.http;

import io.headrace.model.RepositorySettings;
import io.headrace.model.TenantSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** The tenants of the configuration that the caller sees: its own, or all for an operator. */
final class TenantRoutes implements Routes {

    private static final Listing<TenantView> TENANTS = Listing.of(TenantView.class, "name");

    private final Tenants tenants;

    /** A tenant as its members see it. */
    record TenantView(String name, List<Member> members, List<String> connectors, Limits limits,
            List<String> repositories) {

        static TenantView of(TenantSettings tenant) {
            List<Member> members = tenant.members()
                    .entrySet()
                    .stream()
                    .map(one -> new Member(one.getKey(), Views.word(one.getValue())))
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .toList();
            return new TenantView(tenant.name(), members, tenant.connectors().stream().sorted().toList(),
                    new Limits(tenant.maxInstances()),
                    tenant.repositories().stream().map(RepositorySettings::key).map(key -> key.name()).toList());
        }
    }

    /** A person or robot of a tenant. */
    record Member(String name, String role) {}

    /** What a tenant may have at most. */
    record Limits(int instances) {}

    TenantRoutes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/tenants", ctx -> Answers.json(ctx, TENANTS.page(ctx,
                tenants.seenBy(Access.of(ctx)).map(TenantView::of).toList())), TENANTS.query());
        routes.get("/api/v1/tenants/{tenant}", this::one);
    }

    private void one(Context ctx) {
        String name = ctx.pathParam("tenant");
        Answers.json(ctx, tenants.seenBy(Access.of(ctx))
                .filter(tenant -> tenant.name().equals(name))
                .findFirst()
                .map(TenantView::of)
                .orElseThrow(ApiException::notFound));
    }
}
