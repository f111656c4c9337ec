package io.headrace.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The figures of the process in Prometheus' text format, for an operator's token, or for a caller on this very machine
 * that came through no proxy. They name no tenant, so that the second is safe beside processes of tenants.
 */
final class MetricsRoutes implements Routes {

    private static final List<String> PROXY_MARKS = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
            "X-Real-IP", "Via");

    private final PrometheusMeterRegistry registry;
    private final Access access;

    MetricsRoutes(PrometheusMeterRegistry registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", ctx -> {
            if (!direct(ctx) && access.bearer(ctx).filter(Access::operator).isEmpty()) {
                throw Access.unauthenticated("metrics are for an operator's token, or for this machine itself");
            }
            ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
        }, Access.Open.ANYONE);
    }

    private static boolean direct(Context ctx) {
        try {
            return InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress()
                    && PROXY_MARKS.stream().allMatch(mark -> ctx.header(mark) == null);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
