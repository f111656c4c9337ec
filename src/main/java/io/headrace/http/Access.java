package io.headrace.http;

import io.headrace.model.Authenticator;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls. Every route asks for a caller unless it is marked {@link Open#ANYONE}: a token in
 * {@code Authorization}, or the cookie of a session. With the cookie, what changes anything must come from our own
 * pages.
 */
final class Access {

    static final String COOKIE = "headrace_session";
    static final String UNKNOWN = "the token is unknown or was revoked";

    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final String CALLER = "headrace.caller";

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final Pacing pacing;
    private final String ownOrigin;

    /** Marks routes that need no caller. */
    enum Open implements RouteRole {
        ANYONE
    }

    Access(Authenticator authenticator, Sessions sessions, Pacing pacing, String serverUrl) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.pacing = pacing;
        this.ownOrigin = origin(serverUrl);
    }

    /** Runs before each route. */
    void check(Context ctx) {
        if (!ctx.routeRoles().contains(Open.ANYONE)) {
            Principal caller = identify(ctx);
            // Before anybody knows who calls: what is refused for its number fills no log.
            pacing.admit(caller);
            ctx.attribute(CALLER, caller);
        }
    }

    /** Who calls, null where nobody was asked or let in. */
    static @Nullable Principal caller(Context ctx) {
        return ctx.attribute(CALLER);
    }

    /** Who calls, after {@link #check}. */
    static Principal of(Context ctx) {
        Principal principal = ctx.attribute(CALLER);
        if (principal == null) {
            throw new IllegalStateException("a route that asks who calls is open to anyone: " + ctx.path());
        }
        return principal;
    }

    /** Whether a caller that was let in long ago would still be: a token may be revoked under an open stream. */
    boolean still(Context ctx) {
        String cookie = ctx.cookie(COOKIE);
        return ctx.header("Authorization") != null
                ? bearer(ctx).isPresent()
                : cookie != null && sessions.principal(cookie).isPresent();
    }

    /** Who calls, when it may be nobody. */
    Optional<Principal> bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header == null ? Optional.empty() : token(header).flatMap(authenticator::authenticate);
    }

    private Principal identify(Context ctx) {
        String header = ctx.header("Authorization");
        if (header != null) {
            return bearer(ctx).orElseThrow(() -> refused(ctx, authenticator.refusal()));
        }
        String cookie = ctx.cookie(COOKIE);
        if (cookie == null) {
            throw unauthenticated("send Authorization: Bearer <token>");
        }
        Principal principal = sessions.principal(cookie)
                .orElseThrow(() -> refused(ctx, "the session has ended; log in again"));
        if (!SAFE.contains(ctx.req().getMethod())) {
            requireOwnOrigin(ctx, false);
        }
        return principal;
    }

    /** Refuses what a page of another origin makes a browser send; other clients send no origin at all. */
    void requireOwnOrigin(Context ctx, boolean mayBeAbsent) {
        String origin = ctx.header("Origin");
        boolean own = origin == null
                ? mayBeAbsent
                : origin.equals(ownOrigin) || origin.equalsIgnoreCase(ctx.scheme() + "://" + ctx.header("Host"));
        if (!own) {
            throw new ApiException(403, "origin-refused", "a browser may do this only from this server's own pages");
        }
    }

    /** The answer to credentials that are not good, counted. */
    ApiException refused(Context ctx, String why) {
        return pacing.failed(ctx.ip(), why);
    }

    static ApiException unauthenticated(String detail) {
        return new ApiException(401, "unauthenticated", detail);
    }

    /** A tenant that the caller may not know of does not exist. */
    static void requireSight(Context ctx, String tenant) {
        if (!of(ctx).sees(tenant)) {
            throw ApiException.notFound();
        }
    }

    static Principal requireWriter(Context ctx, String tenant) {
        requireSight(ctx, tenant);
        Principal principal = of(ctx);
        if (!principal.role().mayWrite()) {
            throw ApiException.forbidden("a viewer may not change anything");
        }
        return principal;
    }

    static Principal requireOwner(Context ctx) {
        Principal principal = of(ctx);
        return switch (principal.role()) {
            case OWNER, OPERATOR -> principal;
            case DEVELOPER, VIEWER -> throw ApiException.forbidden("only an owner or an operator may do this");
        };
    }

    static boolean operator(Principal principal) {
        return principal.role() == Role.OPERATOR;
    }

    /** {@code Bearer}, and {@code token} as GitHub's clients write it. */
    private static Optional<Secret> token(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).strip();
        boolean known = scheme.equals("bearer") || scheme.equals("token");
        return known && !value.isEmpty() && value.length() <= 512 ? Optional.of(new Secret(value)) : Optional.empty();
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
