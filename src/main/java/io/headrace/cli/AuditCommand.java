package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace audit}: who did what. */
@Command(name = "audit",
        description = "Lists who did what, the last first: for owners of their tenant, for operators of all.")
final class AuditCommand implements Callable<Integer> {

    @Mixin
    final ServerOptions server;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only what concerns this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--principal", paramLabel = "NAME", description = "Only of this member or operator.")
    @Nullable
    String principal;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this, such as run.abort or push.")
    @Nullable
    String action;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only done, refused or failed.")
    @Nullable
    String outcome;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    int limit = 50;

    AuditCommand(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("tenant", tenant);
        query.put("principal", principal);
        query.put("action", action);
        query.put("outcome", outcome);
        try (ServerClient client = server.connect()) {
            JsonNode deeds = client.list("/api/v1/audit", query, limit);
            server.show(deeds, () -> table(deeds));
        }
        return 0;
    }

    private static Table table(JsonNode deeds) {
        Table table = Table.of("AT", "WHO", "VIA", "ACTION", "SUBJECT", "OUTCOME", "");
        deeds.path("items").forEach(one -> {
            String home = one.path("principal").path("tenant").asText();
            String name = one.path("principal").path("name").asText();
            table.row(one.path("at").asText(), home.equals("*") ? name : home + "/" + name, one.path("via").asText(),
                    one.path("action").asText(), one.path("subject").asText(),
                    Cell.state(one.path("outcome").asText()), one.path("reason").asText());
        });
        return table;
    }
}
