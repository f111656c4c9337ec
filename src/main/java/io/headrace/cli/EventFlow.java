package io.headrace.cli;

import io.headrace.cli.EventLines.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of a server one after the other, taken up again where they ended when the connection is lost. */
final class EventFlow implements AutoCloseable {

    private final ServerClient client;
    private final ServerOptions server;
    private final Map<String, @Nullable Object> query;
    private final Patience patience;
    private @Nullable EventLines lines;

    /** Those that match the query; {@code after} in it says where to begin. */
    EventFlow(ServerClient client, ServerOptions server, Map<String, ? extends @Nullable Object> query) {
        this.client = client;
        this.server = server;
        this.query = new HashMap<>(query);
        this.patience = new Patience(server);
        this.lines = open();
    }

    /** The next one; empty only when the stream is not to be followed and has been told. */
    Optional<Message> next() {
        while (true) {
            EventLines open = lines;
            Optional<Message> next = open == null ? Optional.empty() : open.next();
            if (next.isPresent()) {
                query.put("after", next.get().id());
                return next;
            }
            if ("false".equals(query.get("follow")) && open != null) {
                return next;
            }
            close();
            server.here().pause();
            lines = patience.ask(this::open).orElse(null);
        }
    }

    private EventLines open() {
        return client.events("/api/v1/events" + ServerClient.query(query));
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
