package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace instances}: the instances of a run. */
@Command(name = "instances", description = "Lists the instances of a run.")
final class InstancesCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    InstancesCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            JsonNode run = client.get(of.in(client).path());
            of.server.show(run, () -> ofRun(run));
        }
        return 0;
    }

    /** The instances in a run's document. */
    static Table ofRun(JsonNode run) {
        Table table = Table.of("INSTANCE", "STATE", "CLOUD", "ADDRESS", "MACHINE", "");
        run.path("nodes")
                .forEach(node -> node.path("instances")
                        .forEach(one -> table.row(one.path("name").asText() + ":" + one.path("generation").asInt(),
                                Cell.state(one.path("state").asText()), one.path("cloud").asText(),
                                text(one, "address"), text(one, "externalId"), text(one, "message"))));
        return table;
    }

    /** The field's text; empty for null. */
    static String text(JsonNode of, String field) {
        return of.hasNonNull(field) ? of.path(field).asText() : "";
    }
}
