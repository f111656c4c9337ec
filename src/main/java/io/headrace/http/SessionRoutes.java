package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * Logging in and out of the dashboard: a token, or the code of a one-time link, becomes a cookie that scripts cannot
 * read.
 */
final class SessionRoutes implements Routes {

    static final String PATH = "/api/v1/session";

    private final Access access;
    private final Sessions sessions;
    private final Bodies bodies;
    private final boolean secure;

    /** Exactly one of the two. */
    record Login(@Nullable String token, @Nullable String code) {}

    /** Who is logged in. */
    record Who(String tenant, String name, String role) {

        static Who of(Principal principal) {
            return new Who(principal.tenant(), principal.name(), Views.word(principal.role()));
        }
    }

    SessionRoutes(Access access, Sessions sessions, Bodies bodies, boolean secure) {
        this.access = access;
        this.sessions = sessions;
        this.bodies = bodies;
        this.secure = secure;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::open, Access.Open.ANYONE);
        routes.get(PATH, ctx -> Answers.json(ctx, Who.of(Access.of(ctx))));
        routes.delete(PATH, this::close);
    }

    private void open(Context ctx) {
        access.requireOwnOrigin(ctx, true);
        Login login = bodies.json(ctx, 4096, Login.class);
        if ((login.token() == null) == (login.code() == null)) {
            throw ApiException.badField("give either token or code");
        }
        Secret token = login.token() != null
                ? new Secret(login.token())
                : sessions.redeem(String.valueOf(login.code()))
                        .orElseThrow(() -> access.refused(ctx, "the link was used before, or is too old"));
        String id = sessions.open(token)
                .orElseThrow(() -> access.refused(ctx, Access.UNKNOWN));
        ctx.cookie(cookie(id, (int) Sessions.IDLE.toSeconds()));
        Principal caller = sessions.principal(id)
                .orElseThrow(() -> access.refused(ctx, Access.UNKNOWN));
        AuditTrail.by(ctx, caller);
        Answers.json(ctx, Who.of(caller));
    }

    private void close(Context ctx) {
        String id = ctx.cookie(Access.COOKIE);
        if (id != null) {
            sessions.close(id);
        }
        ctx.cookie(cookie("", 0));
        ctx.status(204);
    }

    private Cookie cookie(String value, int seconds) {
        Cookie cookie = new Cookie(Access.COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setMaxAge(seconds);
        return cookie;
    }
}
