package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace clouds}: where instances run. */
@Command(name = "clouds",
        description = "Lists the clouds that are declared or used: their instances, limits, and whether they answer.")
final class CloudsCommand implements Callable<Integer> {

    @Mixin
    final ServerOptions server;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only of this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--repository", paramLabel = "NAME", description = "Only of this repository.")
    @Nullable
    String repository;

    CloudsCommand(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("tenant", tenant);
        query.put("repository", repository);
        try (ServerClient client = server.connect()) {
            JsonNode clouds = client.list("/api/v1/clouds", query);
            server.show(clouds, () -> table(clouds));
        }
        return 0;
    }

    private static Table table(JsonNode clouds) {
        Table table = Table.of("CLOUD", "REPOSITORY", "CONNECTOR", "INSTANCES", "READY", "AT MOST", "REACHABLE");
        clouds.path("items")
                .forEach(one -> table.row(one.path("name").asText(),
                        one.path("tenant").asText() + "/" + one.path("repository").asText(),
                        one.path("connector").asText(), one.path("instances").asInt(), one.path("ready").asInt(),
                        InstancesCommand.text(one, "maxInstances"), reachable(one)));
        return table;
    }

    private static String reachable(JsonNode cloud) {
        JsonNode answer = cloud.path("reachable");
        return answer.isBoolean()
                ? answer.asBoolean() ? "yes" : "no: " + InstancesCommand.text(cloud, "error")
                : "unknown";
    }
}
