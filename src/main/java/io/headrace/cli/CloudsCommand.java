package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace clouds}: where instances run. */
@Command(name = "clouds",
        description = "Lists the clouds that are declared or used: their instances, limits, and whether they answer.")
final class CloudsCommand implements Callable<Integer> {

    @Mixin
    final ListOf of;

    CloudsCommand(Surroundings here) {
        this.of = new ListOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            JsonNode clouds = client.list("/api/v1/clouds", of.query());
            of.server.show(clouds, () -> table(clouds));
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
