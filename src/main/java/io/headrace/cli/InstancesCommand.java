package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headrace instances}: the instances of a run, or of all runs. */
@Command(name = "instances", description = "Lists instances: of one run, or of all that you may see.")
final class InstancesCommand implements Callable<Integer> {

    @Mixin
    final ListOf of;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Only of this run, named as for `headrace run`.")
    @Nullable
    String run;

    @Option(names = "--cloud", paramLabel = "NAME", description = "Only on this cloud.")
    @Nullable
    String cloud;

    @Option(names = "--state", paramLabel = "STATE", description = "Only in this state, such as ready or failed.")
    @Nullable
    String state;

    InstancesCommand(Surroundings here) {
        this.of = new ListOf(here);
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = of.query();
        query.put("cloud", cloud);
        query.put("state", state);
        try (ServerClient client = of.server.connect()) {
            String wanted = run;
            if (wanted != null) {
                RunName name = RunName.find(client, of.server.here(), wanted);
                query.put("tenant", name.repository().tenant());
                query.put("repository", name.repository().name());
                query.put("run", name.name());
            }
            JsonNode instances = client.list("/api/v1/instances", query);
            of.server.show(instances, () -> ofRuns(instances));
        }
        return 0;
    }

    private static Table ofRuns(JsonNode instances) {
        Table table = Table.of("RUN", "INSTANCE", "STATE", "CLOUD", "ADDRESS", "MACHINE", "");
        instances.path("items")
                .forEach(one -> table.row(one.path("tenant").asText() + "/" + one.path("repository").asText() + "/"
                        + one.path("run").asText(), one.path("name").asText() + ":" + one.path("generation").asInt(),
                        Cell.state(one.path("state").asText()), one.path("cloud").asText(),
                        text(one, "address"), text(one, "externalId"), text(one, "message")));
        return table;
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
