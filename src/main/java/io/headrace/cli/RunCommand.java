package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace run NAME}: all about one run. */
@Command(name = "run",
        description = "Shows a run: its attempt, conditions, instances, outputs and what its commit was told.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Option(names = "--plan", description = "Shows what is being done to it and what comes next instead.")
    boolean plan;

    RunCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName name = of.in(client);
            if (plan) {
                JsonNode actions = client.list(name.path("plan"), Map.of());
                of.server.show(actions, () -> actions(actions));
                return 0;
            }
            JsonNode run = client.get(name.path());
            if (of.server.json()) {
                of.server.show(run, Table::bare);
            } else {
                print(client, name, run);
            }
        }
        return 0;
    }

    private static Table actions(JsonNode plan) {
        Table table = Table.of("INSTANCE", "ACTION", "STATUS");
        plan.path("items")
                .forEach(one -> table.row(one.path("instance").asText(), one.path("action").asText(),
                        one.path("status").asText()));
        return table;
    }

    private void print(ServerClient client, RunName name, JsonNode run) {
        Table head = Table.bare()
                .row("run", name)
                .row("phase", Cell.state(run.path("phase").asText()))
                .row("ready", RunsCommand.ready(run) + " instances");
        attempt(client.get(name.path("attempt")), head);
        head.row("page", run.path("url").asText()).print(of.server.out(), of.server.here().screen());
        section("CONDITIONS", conditions(run));
        section("", InstancesCommand.ofRun(run));
        Table outputs = Table.bare();
        run.path("outputs").forEachEntry((output, value) -> outputs.row(output, value.asText()));
        section("OUTPUTS", outputs);
        section("STATUSES", statuses(client, name, run.path("commit").asText("")));
    }

    private static void attempt(JsonNode attempt, Table table) {
        if (attempt.path("number").asInt() == 0) {
            return;
        }
        String outcome = attempt.path("outcome").asText("open");
        table.row("attempt", attempt.path("number").asInt() + " for " + RunsCommand.commit(attempt) + " by "
                + attempt.path("principal").asText()
                + (attempt.path("removal").asBoolean() ? ", to remove the run" : ""))
                .row("outcome", Cell.state(attempt.hasNonNull("outcome") ? outcome : "open"));
        if (attempt.hasNonNull("message")) {
            table.row("", attempt.path("message").asText());
        }
        if (attempt.hasNonNull("abort")) {
            table.row("aborted", attempt.path("abort").asText());
        }
    }

    private static Table conditions(JsonNode run) {
        Table table = Table.bare();
        run.path("conditions")
                .forEach(one -> table.row(one.path("type").asText(), one.path("status").asBoolean() ? "yes" : "no",
                        one.path("reason").asText(), one.path("message").asText()));
        return table;
    }

    /** What the commit of the latest attempt was told of the run. */
    private static Table statuses(ServerClient client, RunName name, String commit) {
        Table table = Table.bare();
        if (!commit.matches("[0-9a-f]{40}")) {
            return table;
        }
        try {
            client.get(name.repository().path() + "/commits/" + commit).path("statuses").forEach(status -> {
                if (status.path("context").asText().endsWith("/" + name.name())) {
                    table.row(RunsCommand.commit(Json.object().put("commit", commit)),
                            Cell.state(status.path("state").asText()), status.path("context").asText(),
                            status.path("description").asText());
                }
            });
        } catch (ServerException e) {
            // A commit that history no longer has was told what it was told.
            if (!e.notFound()) {
                throw e;
            }
        }
        return table;
    }

    private void section(String title, Table table) {
        if (!table.isEmpty()) {
            PrintWriter out = of.server.out();
            out.println();
            if (!title.isEmpty()) {
                out.println(of.server.here().screen().colours() ? Style.FAINT.on(title) : title);
            }
            table.print(out, of.server.here().screen());
        }
    }
}
