package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code headrace secret}: the values that blueprints name and never hold. */
@Command(name = "secret", synopsisSubcommandLabel = "COMMAND", description = {
    "Sets, lists and deletes the secrets of a tenant, which blueprints use as {secret: NAME}.",
    "Nobody can read a value back."})
final class SecretCommand implements Runnable {

    @Mixin
    final ServerOptions server;

    @Option(names = "--tenant", paramLabel = "NAME", scope = ScopeType.INHERIT,
            description = "Whose; default: your own.")
    @Nullable
    String tenant;

    SecretCommand(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    @Override
    public void run() {
        throw server.wrong("one of set, list and delete is needed");
    }

    @Command(name = "set", description = {"Sets a secret; runs that use it take the new value up.",
        "The value is asked for without echo, or read from the standard input or a file, without the line break at "
                + "its end."})
    int set(@Parameters(paramLabel = "NAME", description = "What blueprints call it.") String name,
            @Option(names = "--file", paramLabel = "FILE", description = "Holds the value.") @Nullable Path file) {
        try (ServerClient client = server.connect()) {
            String path = path(client, name);
            client.put(path, Map.of("value", new Keyboard(server.here()).secret(file, "Value").reveal()));
        }
        return 0;
    }

    @Command(name = "list", description = "Lists the secrets, with the runs that use them.")
    int list() {
        try (ServerClient client = server.connect()) {
            JsonNode secrets = client.list(path(client), Map.of());
            server.show(secrets, () -> table(secrets));
        }
        return 0;
    }

    private static Table table(JsonNode secrets) {
        Table table = Table.of("NAME", "SET AT", "SET BY", "USED BY");
        secrets.path("items")
                .forEach(one -> table.row(one.path("name").asText(), one.path("setAt").asText(),
                        one.path("setBy").asText(),
                        String.join(" ", one.path("usedBy").valueStream().map(JsonNode::asText).toList())));
        return table;
    }

    @Command(name = "delete", description = "Deletes a secret; not one that a run uses.")
    int delete(@Parameters(paramLabel = "NAME", description = "As `secret list` prints it.") String name,
            @Option(names = "--force",
                    description = "Also one that is used: such runs wait for it at their next step.") boolean force) {
        try (ServerClient client = server.connect()) {
            client.delete(path(client, name) + (force ? "?force=true" : ""), "secret '" + name + "'");
        }
        return 0;
    }

    private String path(ServerClient client, String name) {
        return path(client) + "/" + ServerClient.encoded(name);
    }

    private String path(ServerClient client) {
        String whose = Optional.ofNullable(tenant)
                .orElseGet(() -> client.get("/api/v1/session").path("tenant").asText());
        if (whose.equals("*")) {
            throw server.wrong("an operator says whose: --tenant NAME");
        }
        return "/api/v1/tenants/" + ServerClient.encoded(whose) + "/secrets";
    }
}
