package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as they happen (server-sent events): in commit order, taken up again after {@code Last-Event-ID}. A reader
 * that is too far behind gets {@code reset} and the present; one that does not read is closed by the socket's idle
 * time.
 */
final class EventRoutes implements Routes {

    private static final Duration BEAT = Duration.ofSeconds(15);

    private final EventFeed feed;
    private final Events events;
    private final Access access;
    private final WebSettings.Bounds bounds;
    private final InstantSource clock;
    private final Map<String, Integer> readers = new HashMap<>();
    private int total;

    /** One event as data of the stream. */
    record EventView(String id, Instant at, String tenant, @Nullable String repository, @Nullable String run,
            String type, String subject, String message) {

        static EventView of(Event one) {
            return new EventView(Long.toString(one.id()), one.at(), one.tenant(), one.repository(), one.run(),
                    one.type(), one.subject(), one.message());
        }
    }

    EventRoutes(EventFeed feed, Events events, Access access, WebSettings.Bounds bounds,
            InstantSource clock) {
        this.feed = feed;
        this.events = events;
        this.access = access;
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/events", this::open);
    }

    private void open(Context ctx) throws IOException, InterruptedException {
        Principal principal = Access.of(ctx);
        EventFilter filter = Asked.events(ctx);
        String tenant = filter.tenant();
        if (tenant != null && !principal.sees(tenant)) {
            throw ApiException.notFound();
        }
        boolean follow = Asked.flag(ctx, "follow", true);
        String caller = principal.tenant() + "/" + principal.name();
        enter(caller);
        try {
            stream(ctx, filter, follow);
        } catch (IOException e) {
            // The reader has gone; that is how streams end.
            return;
        } finally {
            leave(caller);
        }
    }

    private void stream(Context ctx, EventFilter filter, boolean follow) throws IOException, InterruptedException {
        ctx.res().setContentType("text/event-stream;charset=utf-8");
        ctx.res().setHeader("Cache-Control", "no-store");
        ctx.res().setHeader("X-Accel-Buffering", "no");
        if (HeadAsGet.wanted(ctx.req())) {
            return;
        }
        OutputStream out = ctx.res().getOutputStream();
        String asked = ctx.header("Last-Event-ID") != null ? ctx.header("Last-Event-ID") : Asked.text(ctx, "after");
        long position = asked == null && !follow ? events.beginning() : resume(asked);
        if (position < 0) {
            position = feed.position();
            write(out, "retry: 2000\nevent: reset\nid: " + position + "\ndata: {\"id\":\"" + position + "\"}\n\n");
        } else {
            write(out, "retry: 2000\n\n");
        }
        Instant checked = clock.instant();
        while (!feed.closed()) {
            EventFeed.Piece piece = feed.after(position, filter, follow ? BEAT : Duration.ZERO);
            boolean told = !follow && piece.events().isEmpty() && piece.position() == position;
            position = piece.position();
            if (told) {
                return;
            }
            if (piece.events().isEmpty() || !clock.instant().isBefore(checked.plus(BEAT))) {
                checked = clock.instant();
                if (feed.closed() || !access.still(ctx)) {
                    return;
                }
            }
            StringBuilder text = new StringBuilder();
            for (Event event : piece.events()) {
                text.append("id: ")
                        .append(event.id())
                        .append("\ndata: ")
                        .append(Json.text(EventView.of(event)))
                        .append("\n\n");
            }
            if (text.isEmpty()) {
                text.append(": still here\n\n");
            }
            write(out, text.toString());
        }
    }

    /** The id to go on after; -1 when what came since cannot all be told. */
    private long resume(@Nullable String id) {
        if (id == null) {
            return feed.position();
        }
        long asked = id.matches("\\d{1,18}") ? Long.parseLong(id) : -1;
        return asked >= 0 && events.resumable(asked) ? asked : -1;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized void enter(String caller) {
        int own = readers.getOrDefault(caller, 0);
        if (total >= bounds.eventReaders() || own >= bounds.eventReadersEach()) {
            throw new ApiException(503, "too-many-readers", "too many event streams are open; close some, or poll");
        }
        total++;
        readers.put(caller, own + 1);
    }

    private synchronized void leave(String caller) {
        total--;
        readers.computeIfPresent(caller, (_, own) -> own == 1 ? null : own - 1);
    }
}
