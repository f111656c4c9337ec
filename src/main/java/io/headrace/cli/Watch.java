package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows a document once, or again and again whenever it changed, until it is interrupted or nobody reads it. */
final class Watch {

    private final ServerOptions server;
    private final boolean on;

    Watch(ServerOptions server, boolean on) {
        this.server = server;
        this.on = on;
    }

    void show(Supplier<JsonNode> document, Function<JsonNode, Table> table) {
        JsonNode shown = document.get();
        print(shown, table, false);
        Patience patience = new Patience(server);
        while (on && !server.out().checkError()) {
            server.here().pause();
            JsonNode now = patience.ask(document).orElse(shown);
            if (!now.equals(shown)) {
                print(now, table, true);
                shown = now;
            }
        }
    }

    private void print(JsonNode document, Function<JsonNode, Table> table, boolean again) {
        if (on && server.here().screen().terminal()) {
            server.out().print("\u001b[H\u001b[2J");
        } else if (again && !server.json()) {
            server.out().println();
        }
        server.show(document, () -> table.apply(document));
    }
}
