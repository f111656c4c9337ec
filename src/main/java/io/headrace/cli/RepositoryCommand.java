package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import static io.headrace.cli.InstancesCommand.text;

/** {@code headrace repository}: the repositories of a server, and what becomes of one that left its configuration. */
@Command(name = "repository", synopsisSubcommandLabel = "COMMAND",
        description = "Lists repositories, and removes those that left the configuration.")
final class RepositoryCommand implements Runnable {

    @Mixin
    final ServerOptions server;

    RepositoryCommand(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    /** What becomes of the machines. */
    static final class Machines {

        @Option(names = "--terminate", required = true, description = "Ends its runs, and their machines with them.")
        boolean terminate;

        @Option(names = "--abandon", required = true,
                description = "Forgets its runs; their machines go on, and nobody looks after them.")
        boolean abandon;
    }

    @Override
    public void run() {
        throw server.wrong("one of list and remove is needed");
    }

    @Command(name = "list", description = "Lists the repositories.")
    int list(@Option(names = "--tenant", paramLabel = "NAME",
            description = "Only of this tenant.") @Nullable String tenant) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("tenant", tenant);
        try (ServerClient client = server.connect()) {
            JsonNode all = client.list("/api/v1/repositories", query);
            server.show(all, () -> table(all));
        }
        return 0;
    }

    private static Table table(JsonNode all) {
        Table table = Table.of("REPOSITORY", "STATE", "BRANCH", "PATH", "DEPLOYED", "URL", "");
        all.path("items")
                .forEach(one -> table.row(one.path("tenant").asText() + "/" + one.path("name").asText(),
                        Cell.state(one.path("state").asText()), text(one, "branch"), text(one, "path"),
                        text(one, "deployed").replaceFirst("(?<=^.{7}).*", ""), text(one, "url"), note(one)));
        return table;
    }

    /** What somebody should know of it. */
    private static Cell note(JsonNode one) {
        JsonNode removal = one.path("removal");
        return removal.isObject()
                ? Cell.of("being removed (" + removal.path("machines").asText() + "), runs left: "
                        + removal.path("runs").asInt())
                : new Cell(text(one, "stalled"), Style.BAD);
    }

    @Command(name = "remove", description = "Removes a repository that left the configuration: it must be detached.")
    int remove(@Parameters(paramLabel = "REPOSITORY", description = "Such as acme/infra.") String name,
            @ArgGroup(multiplicity = "1") Machines machines) {
        try (ServerClient client = server.connect()) {
            RepositoryName repository = RepositoryName.find(client, server.here(), Optional.of(name));
            JsonNode left = client.delete(
                    repository.path() + "?machines=" + (machines.terminate ? "terminate" : "abandon"));
            server.show(left, () -> table(Json.items(left)));
        }
        return 0;
    }
}
