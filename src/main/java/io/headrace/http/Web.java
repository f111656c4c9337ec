package io.headrace.http;

import io.headrace.reconcile.CrowdedException;
import io.headrace.store.CursorException;
import io.headrace.store.SortException;
import io.headrace.store.StoreUnavailableException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.util.JavalinException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server itself: its sockets, what holds for every request, and the groups of routes it was given. */
final class Web implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Web.class);

    private final Javalin javalin;
    private final Listeners listeners;

    Web(Listeners listeners, Access access, AuditTrail audit, List<Routes> routes, List<Filter> filters,
            HttpServlet git) {
        this.listeners = listeners;
        SecurityHeaders headers = new SecurityHeaders(listeners.secure());
        this.javalin = Javalin.create(config -> {
            quiet(config);
            listeners.addTo(config.jetty);
            config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors()));
            config.jetty.modifyServletContextHandler(handler -> {
                handler.addServlet(new ServletHolder(git), "/git/*");
                for (Filter filter : filters) {
                    FilterHolder holder = new FilterHolder(filter);
                    holder.setAsyncSupported(true);
                    handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                }
            });
            config.routes.before(headers::add);
            config.routes.beforeMatched(access::check);
            config.routes.beforeMatched(Query::check);
            config.routes.after(audit::record);
            routes.forEach(group -> group.addTo(config.routes));
            errors(config.routes);
        });
    }

    void start() {
        try {
            javalin.start();
        } catch (JavalinException failure) {
            throw Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                    .filter(SocketException.class::isInstance)
                    .map(SocketException.class::cast)
                    .findFirst()
                    .<RuntimeException>map(taken -> new UncheckedIOException(taken.getMessage(), taken))
                    .orElse(failure);
        }
    }

    int port() {
        return listeners.port();
    }

    @Override
    public void close() {
        listeners.close();
        javalin.stop();
    }

    private static void quiet(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        // Compression beside secrets in one answer tells their length; the answers are small.
        config.http.compressionStrategy = CompressionStrategy.NONE;
    }

    private static void errors(RoutesConfig routes) {
        routes.exception(ApiException.class, (answer, ctx) -> Answers.problem(ctx, answer));
        routes.exception(CursorException.class, (e, ctx) -> Answers.problem(ctx,
                new ApiException(400, "bad-cursor", String.valueOf(e.getMessage()))));
        routes.exception(SortException.class, (e, ctx) -> Answers.problem(ctx,
                ApiException.badParameter(String.valueOf(e.getMessage()))));
        routes.exception(StoreUnavailableException.class, (e, ctx) -> {
            LOG.error("{} {}: the store is unavailable", ctx.req().getMethod(), ctx.path(), e);
            ctx.header("Retry-After", "5");
            Answers.problem(ctx, new ApiException(503, "unavailable", e.forOthers()));
        });
        routes.exception(CrowdedException.class, (e, ctx) -> Answers.problem(ctx,
                new ApiException(429, "too-many-requests", String.valueOf(e.getMessage()))));
        routes.exception(HttpResponseException.class, (answer, ctx) -> Answers.problem(ctx, translate(answer)));
        routes.exception(MethodNotAllowedResponse.class, (answer, ctx) -> {
            // A 405 must say what goes (RFC 9110, 15.5.6).
            String methods = String.join(", ", answer.getDetails().values());
            // Behind /-/ it is only the pattern of runs, whose names may hold slashes, that seems to take GET too.
            boolean act = ctx.path().contains("/-/") && methods.contains("POST");
            ctx.header("Allow", act ? "POST" : methods.replace("GET", "GET, HEAD"));
            Answers.problem(ctx, translate(answer));
        });
        routes.exception(UncheckedIOException.class, Web::broken);
        routes.exception(Exception.class, Web::failed);
    }

    private static ApiException translate(HttpResponseException answer) {
        return switch (answer.getStatus()) {
            case 404 -> ApiException.notFound();
            case 405 -> new ApiException(405, "method-not-allowed", "this address does not take that method");
            default -> new ApiException(answer.getStatus(), "bad-request", String.valueOf(answer.getMessage()));
        };
    }

    /** The caller went away, or what it sent cannot be read: its problem, if it still listens. */
    private static void broken(UncheckedIOException e, Context ctx) {
        IOException cause = e.getCause();
        boolean theirs = cause instanceof EOFException
                || (cause != null && cause.getClass().getName().startsWith("org.eclipse.jetty."));
        if (theirs) {
            Answers.problem(ctx, new ApiException(400, "bad-request", "the request was not complete"));
        } else {
            failed(e, ctx);
        }
    }

    private static void failed(Exception e, Context ctx) {
        LOG.error("{} {} failed", ctx.req().getMethod(), ctx.path(), e);
        Answers.problem(ctx, new ApiException(500, "internal", "the server failed; its log says more"));
    }
}
