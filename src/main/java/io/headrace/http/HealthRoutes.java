package io.headrace.http;

import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.function.Supplier;

/** Says whether the process answers, and whether it works: its loop runs and can keep what it does; nothing else, as anyone may ask. */
final class HealthRoutes implements Routes {

    private final Supplier<String> trouble;

    HealthRoutes(Supplier<String> trouble) {
        this.trouble = trouble;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", ctx -> Answers.json(ctx, Map.of("status", "live")), Access.Open.ANYONE);
        routes.get("/health/ready", ctx -> {
            String reason = trouble.get();
            if (!reason.isEmpty()) {
                throw new ApiException(503, "not-ready", reason);
            }
            Answers.json(ctx, Map.of("status", "ready"));
        }, Access.Open.ANYONE);
    }
}
