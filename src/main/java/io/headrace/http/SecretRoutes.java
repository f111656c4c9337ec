package io.headrace.http;

import io.headrace.agent.TenantSecrets;
import io.headrace.agent.TenantSecrets.Known;
import io.headrace.model.Names;
import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import io.headrace.model.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets of a tenant: set and deleted by those who may write, never shown to anybody. */
final class SecretRoutes implements Routes {

    private static final String ALL = "/api/v1/tenants/{tenant}/secrets";
    private static final String ONE = ALL + "/{secret}";

    private static final Listing<SecretView> SECRETS = Listing.of(SecretView.class, "name");

    /** A value of the greatest length in JSON, each character escaped. */
    private static final int LIMIT = 6 * TenantSecrets.MOST_CHARACTERS + 1024;

    private final TenantSecrets secrets;
    private final Tenants tenants;
    private final Bodies bodies;

    /** The value that is wanted; it prints as nothing. */
    record Wanted(@Nullable String value) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** What may be known of a secret. */
    record SecretView(String name, Instant setAt, String setBy, List<String> usedBy) {

        static SecretView of(Known known) {
            return new SecretView(known.row().name(), known.row().setAt(), known.row().setBy().name(), names(known));
        }
    }

    SecretRoutes(TenantSecrets secrets, Tenants tenants, Bodies bodies) {
        this.secrets = secrets;
        this.tenants = tenants;
        this.bodies = bodies;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ALL, ctx -> Answers.json(ctx, SECRETS.page(ctx,
                secrets.of(tenant(ctx)).stream().map(SecretView::of).toList())), SECRETS.query());
        routes.get(ONE, ctx -> Answers.json(ctx, SecretView.of(known(ctx))));
        routes.put(ONE, this::set);
        routes.delete(ONE, this::delete, Query.of("force"));
    }

    private static List<String> names(Known known) {
        return known.users().stream().map(RunKey::toString).toList();
    }

    private String tenant(Context ctx) {
        String tenant = ctx.pathParam("tenant");
        if (!tenants.sees(Access.of(ctx), tenant)) {
            throw ApiException.notFound();
        }
        return tenant;
    }

    private Known known(Context ctx) {
        return secrets.find(tenant(ctx), ctx.pathParam("secret")).orElseThrow(ApiException::notFound);
    }

    private void set(Context ctx) {
        String tenant = tenant(ctx);
        Principal by = Access.requireWriter(ctx, tenant);
        String name = ctx.pathParam("secret");
        if (!Names.isLabel(name)) {
            throw ApiException
                    .badParameter("a secret's name has 1 to 63 of the characters a-z, 0-9 and -, with none of "
                            + "the last at its ends");
        }
        Secret value = value(bodies.json(ctx, LIMIT, Wanted.class));
        if (!secrets.set(tenant, name, value, by)) {
            throw new ApiException(409, "secret-limit", "tenant '" + tenant + "' has " + TenantSecrets.MOST
                    + " secrets already, which is the limit; delete one first");
        }
        ctx.status(204);
    }

    private static Secret value(Wanted wanted) {
        String value = wanted.value();
        if (value == null || value.isEmpty()) {
            throw ApiException.badField("value must be a text that is not empty");
        }
        if (value.length() > TenantSecrets.MOST_CHARACTERS) {
            throw ApiException.badField("value has at most " + TenantSecrets.MOST_CHARACTERS + " characters");
        }
        // Recipes get it in their environment, where neither can stand.
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw ApiException.badField("value must be text without NUL and without half characters");
        }
        return new Secret(value);
    }

    private void delete(Context ctx) {
        Access.requireWriter(ctx, tenant(ctx));
        boolean force = Asked.flag(ctx, "force", false);
        Known known = known(ctx);
        if (!known.users().isEmpty() && !force) {
            throw new ApiException(409, "secret-in-use", "runs use the secret '" + known.row().name()
                    + "' and would wait for it at their next step; to delete it all the same, use force (`--force`)",
                    Map.of("runs", names(known)));
        }
        if (!secrets.delete(known.row().tenant(), known.row().name())) {
            throw ApiException.notFound();
        }
        ctx.status(204);
    }
}
