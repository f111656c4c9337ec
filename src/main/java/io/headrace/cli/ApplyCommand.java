package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace apply RUN}: lets the server do what it proposes against drift. */
@Command(name = "apply", description = {
    "Shows the plan that a run with `drift: propose` has against its drift, asks, and applies it.",
    "The server refuses when it observed something else since: then look again."})
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Option(names = {"-y", "--yes"}, description = "Does not ask, whatever the plan is.")
    boolean yes;

    @Option(names = "--plan", paramLabel = "HASH",
            description = "Does not ask, and applies exactly this plan, as `headrace drift` showed it.")
    @Nullable
    String plan;

    ApplyCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            String hash = plan;
            if (hash == null) {
                JsonNode proposed = client.get(run.path("drift")).path("plan");
                if (!proposed.isObject()) {
                    throw new ServerException("nothing is proposed for " + run + "; see headrace drift " + run);
                }
                DriftCommand.actions(proposed).print(of.server.err(), of.server.here().screen());
                hash = proposed.path("hash").asText();
                if (!Act.agreed(of.server, yes, "Apply this plan?", "--yes or --plan " + hash)) {
                    return 1;
                }
            }
            JsonNode after = client.post(run.path("apply"), Map.of("plan", hash));
            of.server.show(after, () -> RunsCommand.table(Json.items(after)));
        }
        return 0;
    }
}
