package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace runs}: what runs. */
@Command(name = "runs", description = "Lists runs: phase, instances, commit, and what there is to know.")
final class RunsCommand implements Callable<Integer> {

    /** What the table tells; outputs, which cost the server most, are not in it. */
    private static final String SHOWN = "tenant,repository,name,phase,commit,conditions,instances";

    @Mixin
    final ListOf of;

    @Option(names = "--phase", paramLabel = "PHASE", description = "Only in this phase, such as Ready.")
    @Nullable
    String phase;

    @Option(names = "--cloud", paramLabel = "NAME", description = "Only with instances on this cloud.")
    @Nullable
    String cloud;

    @Option(names = {"-w", "--watch"}, description = "Goes on, and shows them again whenever something changed.")
    boolean watch;

    RunsCommand(Surroundings here) {
        this.of = new ListOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            new Watch(of.server, watch).show(() -> client.list("/api/v1/runs", query()), RunsCommand::table);
        }
        return 0;
    }

    private Map<String, @Nullable Object> query() {
        Map<String, @Nullable Object> query = of.query();
        query.put("phase", phase);
        query.put("cloud", cloud);
        query.put("fields", of.server.json() ? null : SHOWN);
        return query;
    }

    static Table table(JsonNode runs) {
        Table table = Table.of("RUN", "PHASE", "READY", "COMMIT", "");
        runs.path("items")
                .forEach(run -> table.row(RunName.of(run), Cell.state(run.path("phase").asText()), ready(run),
                        commit(run), note(run)));
        return table;
    }

    static String ready(JsonNode run) {
        JsonNode instances = run.path("instances");
        return instances.path("ready").asInt() + "/" + instances.path("desired").asInt();
    }

    static String commit(JsonNode of) {
        String commit = of.path("commit").asText("");
        return of.hasNonNull("commit") ? commit.substring(0, Math.min(7, commit.length())) : "";
    }

    /** The message of the condition that matters most; nothing when all is well. */
    private static Cell note(JsonNode run) {
        for (String type : new String[]{"Stalled", "Drifted", "Suspended", "Reconciling"}) {
            for (JsonNode one : run.path("conditions")) {
                if (one.path("type").asText().equals(type) && one.path("status").asBoolean()) {
                    return new Cell(one.path("message").asText(), type.equals("Stalled") ? Style.BAD : Style.PLAIN);
                }
            }
        }
        return Cell.of("");
    }
}
