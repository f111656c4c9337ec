package io.headrace.http;

import io.javalin.http.Context;
import java.util.Map;

/** The headers that every answer carries, whoever wrote its body. */
final class SecurityHeaders {

    /** Pages get scripts and styles from this server only, none inline, and are framed by nobody. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of("Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Resource-Policy", "same-origin");

    private final boolean secure;

    SecurityHeaders(boolean secure) {
        this.secure = secure;
    }

    void add(Context ctx) {
        ALWAYS.forEach(ctx::header);
        if (secure) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
