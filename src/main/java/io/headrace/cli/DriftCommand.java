package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace drift RUN}: in what the machines of a run are not what was made. */
@Command(name = "drift", description = {
    "Shows in what the instances of a run differ from what was made of them, and the plan that waits for `headrace "
            + "apply`.",
    "Exits with 1 when there is drift."},
        exitCodeList = {"0:no drift", "1:drift; it is listed",
            "2:wrong usage", "3:not done: the server refuses or does not answer"})
final class DriftCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    DriftCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            JsonNode drift = client.get(run.path("drift"));
            if (of.server.json()) {
                of.server.show(drift, Table::bare);
            } else {
                print(run, drift);
            }
            return drift.path("items").isEmpty() ? 0 : 1;
        }
    }

    private void print(RunName run, JsonNode drift) {
        if (drift.path("items").isEmpty()) {
            of.server.out().println(run + " is as declared");
            return;
        }
        Table table = Table.of("INSTANCE", "DRIFT", "");
        drift.path("items")
                .forEach(one -> table.row(one.path("instance").asText(), one.path("kind").asText(),
                        one.path("message").asText()));
        table.print(of.server.out(), of.server.here().screen());
        of.server.out().println();
        switch (drift.path("policy").asText()) {
            case "heal" -> of.server.out().println("Policy heal: the server mends it by itself.");
            case "observe" -> of.server.out().println("Policy observe: nothing is done about it.");
            default -> proposal(run, drift.path("plan"));
        }
        of.server.out().flush();
    }

    private void proposal(RunName run, JsonNode plan) {
        if (!plan.isObject()) {
            of.server.out().println("Policy propose: no plan is proposed now.");
            return;
        }
        actions(plan).print(of.server.out(), of.server.here().screen());
        of.server.out().println("\nTo do this: headrace apply " + run + " --plan " + plan.path("hash").asText());
    }

    /** What a plan would do. */
    static Table actions(JsonNode plan) {
        Table table = Table.of("ACTION", "INSTANCE", "BECAUSE");
        plan.path("actions")
                .forEach(one -> table.row(one.path("action").asText(), one.path("instance").asText(),
                        one.path("reason").asText()));
        return table;
    }
}
