package io.headrace.http;

import io.headrace.model.Names;
import io.headrace.model.Principal;
import io.headrace.store.NewToken;
import io.headrace.store.TokenRow;
import io.headrace.store.Tokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tokens of members: an owner's are those of the tenant, an operator's all. A token is shown once, when made. */
final class TokenRoutes implements Routes {

    private static final String ALL = "/api/v1/tokens";

    private static final Listing<TokenView> TOKENS = Listing.of(TokenView.class, "createdAt,id").filteredBy("member");

    private final Tokens tokens;
    private final Tenants tenants;
    private final Bodies bodies;
    private final int limit;

    /** Whose token is wanted. */
    record Wanted(@Nullable String tenant, @Nullable String member) {}

    /** A token without itself. */
    record TokenView(String id, String tenant, String member, Instant createdAt, @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt) {

        static TokenView of(TokenRow row) {
            return new TokenView(row.id(), row.tenant(), row.member(), row.createdAt(), row.revokedAt(),
                    row.lastUsedAt());
        }
    }

    /** A token, this once. */
    record MadeView(String id, String tenant, String member, Instant createdAt, String token) {}

    TokenRoutes(Tokens tokens, Tenants tenants, Bodies bodies, int limit) {
        this.tokens = tokens;
        this.tenants = tenants;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(ALL, this::list, TOKENS.query("tenant"));
        routes.post(ALL, this::create);
        routes.delete(ALL + "/{id}", this::revoke);
    }

    private void list(Context ctx) {
        Access.requireOwner(ctx);
        Answers.json(ctx, TOKENS.page(ctx, tokens.list(Asked.tenant(ctx)).stream().map(TokenView::of).toList()));
    }

    private void create(Context ctx) {
        Principal caller = Access.requireOwner(ctx);
        Wanted wanted = bodies.json(ctx, limit, Wanted.class);
        String tenant = wanted.tenant() == null ? caller.tenant() : wanted.tenant();
        String member = wanted.member();
        if (member == null || !Names.isLabel(member)) {
            throw ApiException.badField("member must name a member of the tenant");
        }
        // Another tenant answers as one that does not exist.
        AuditTrail.about(ctx, tenant, tenant + "/" + member);
        if (!caller.sees(tenant) || !tenants.has(tenant, member)) {
            throw ApiException.badField("the configuration has no member '" + member + "' of that tenant; "
                    + "the server's operator adds it there, and has the server read it again (kill -HUP)");
        }
        NewToken made = tokens.create(tenant, member);
        AuditTrail.about(ctx, tenant, tenant + "/" + member + " " + made.row().id());
        Answers.json(ctx, 201, new MadeView(made.row().id(), tenant, member, made.row().createdAt(),
                made.token().reveal()));
    }

    private void revoke(Context ctx) {
        Principal caller = Access.requireOwner(ctx);
        String id = ctx.pathParam("id");
        TokenRow found = tokens.list(Access.operator(caller) ? null : caller.tenant())
                .stream()
                .filter(row -> row.id().equals(id) && row.revokedAt() == null)
                .findFirst()
                .orElseThrow(ApiException::notFound);
        AuditTrail.about(ctx, found.tenant(), found.tenant() + "/" + found.member() + " " + id);
        if (!tokens.revoke(found.tenant(), id)) {
            throw ApiException.notFound();
        }
        ctx.status(204);
    }
}
