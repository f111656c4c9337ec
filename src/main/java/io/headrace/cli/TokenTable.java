package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;

/** Tokens, without themselves, as `headrace token list` shows them. */
public final class TokenTable {

    private TokenTable() {}

    /** Shows a list of tokens as the API has it. */
    public static void show(ServerOptions server, JsonNode tokens) {
        server.show(tokens, () -> table(tokens));
    }

    private static Table table(JsonNode tokens) {
        Table table = Table.of("ID", "TENANT", "MEMBER", "MADE", "LAST USED", "");
        tokens.path("items")
                .forEach(one -> table.row(one.path("id").asText(), one.path("tenant").asText(),
                        one.path("member").asText(), one.path("createdAt").asText(),
                        InstancesCommand.text(one, "lastUsedAt"),
                        one.hasNonNull("revokedAt") ? Cell.state("revoked") : Cell.of("")));
        return table;
    }
}
