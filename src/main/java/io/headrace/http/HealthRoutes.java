package io.headrace.http;

import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Says whether the process answers, and whether its loop runs; nothing else, as anyone may ask. */
final class HealthRoutes implements Routes {

    private final BooleanSupplier ready;

    HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", ctx -> Answers.json(ctx, Map.of("status", "live")), Access.Open.ANYONE);
        routes.get("/health/ready", ctx -> {
            if (!ready.getAsBoolean()) {
                throw new ApiException(503, "not-ready", "the loop does not run: the server is starting or stopping");
            }
            Answers.json(ctx, Map.of("status", "ready"));
        }, Access.Open.ANYONE);
    }
}
