package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as they happen (server-sent events): in commit order, taken up again after {@code Last-Event-ID}. A reader
 * that is too far behind gets {@code reset} and the present; one that does not read, or may not any more, is closed.
 */
final class EventRoutes implements Routes {

    private static final byte[] BEAT = bytes(": still here\n\n");

    private final EventFeed feed;
    private final Events events;
    private final Access access;
    private final OpenStreams streams;
    private final Duration beat;

    /** One event as data of the stream. */
    record EventView(String id, Instant at, String tenant, @Nullable String repository, @Nullable String run,
            String type, String subject, String message) {

        static EventView of(Event one) {
            return new EventView(Long.toString(one.id()), one.at(), one.tenant(), one.repository(), one.run(),
                    one.type(), one.subject(), one.message());
        }
    }

    EventRoutes(EventFeed feed, Events events, Access access, OpenStreams streams, Duration beat) {
        this.feed = feed;
        this.events = events;
        this.access = access;
        this.streams = streams;
        this.beat = beat;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/events", this::open, Query.of("tenant", "repository", "run", "after", "follow"));
    }

    private void open(Context ctx) throws IOException, InterruptedException {
        Principal principal = Access.of(ctx);
        EventFilter filter = Asked.events(ctx);
        boolean follow = Asked.flag(ctx, "follow", true);
        String after = ctx.header("Last-Event-ID") != null ? ctx.header("Last-Event-ID") : Asked.text(ctx, "after");
        try (OpenStreams.Place _ = streams.enter(principal)) {
            ctx.res().setContentType("text/event-stream;charset=utf-8");
            ctx.res().setHeader("Cache-Control", "no-store");
            ctx.res().setHeader("X-Accel-Buffering", "no");
            if (!HeadAsGet.wanted(ctx.req())) {
                stream(new Heartbeat(ctx, access, beat), filter, after, follow);
            }
        } catch (IOException _) {
            // The reader has gone; that is how streams end.
        }
    }

    private void stream(Heartbeat pulse, EventFilter filter, @Nullable String after, boolean follow)
            throws IOException, InterruptedException {
        long position = after == null && !follow ? events.beginning() : resume(after);
        boolean reset = position < 0;
        if (reset) {
            position = feed.position();
        }
        boolean taken = pulse.write(bytes("retry: 2000\n" + (reset
                ? "event: reset\nid: " + position + "\ndata: {\"id\":\"" + position + "\"}\n\n"
                : "\n")));
        while (taken && !feed.closed() && pulse.alive()) {
            EventFeed.Piece piece = feed.after(position, filter, follow ? pulse.rest() : Duration.ZERO);
            if (!follow && piece.events().isEmpty() && piece.position() == position) {
                return;
            }
            position = piece.position();
            taken = piece.events().isEmpty() ? pulse.sign(BEAT) : pulse.write(bytes(text(piece.events())));
        }
    }

    private static String text(List<Event> found) {
        StringBuilder text = new StringBuilder();
        for (Event event : found) {
            text.append("id: ")
                    .append(event.id())
                    .append("\ndata: ")
                    .append(Json.text(EventView.of(event)))
                    .append("\n\n");
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The id to go on after; -1 when what came since cannot all be told. */
    private long resume(@Nullable String id) {
        if (id == null) {
            return feed.position();
        }
        long asked = id.matches("\\d{1,18}") ? Long.parseLong(id) : -1;
        return asked >= 0 && events.resumable(asked) ? asked : -1;
    }
}
