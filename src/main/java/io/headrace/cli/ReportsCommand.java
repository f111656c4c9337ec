package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace reports RUN -O FILE}: what the instances of a run sent to be kept. */
@Command(name = "reports", description = {"Lists the reports that instances of a run sent.",
    "With -O, all of them are written to one zip archive."})
final class ReportsCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Option(names = {"-O", "--archive"}, paramLabel = "FILE",
            description = "The archive to write; what is there is replaced.")
    @Nullable
    Path file;

    ReportsCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            if (file == null) {
                JsonNode reports = client.list(run.path("reports"), Map.of());
                of.server.show(reports, () -> table(reports));
            } else {
                write(client, run, file);
            }
        }
        return 0;
    }

    private static Table table(JsonNode reports) {
        Table table = Table.of("INSTANCE", "REPORT", "BYTES");
        reports.path("items")
                .forEach(one -> table.row(one.path("instance").asText(), one.path("name").asText(),
                        one.path("bytes").asLong()));
        return table;
    }

    /** What was there stays until the archive is complete. */
    private void write(ServerClient client, RunName run, Path wanted) {
        Path target = of.server.here().folder().resolve(wanted);
        Path part = Path.of(target + ".part");
        try {
            client.download(run.path("reports.zip"), part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ServerException("the archive could not be written to " + target + ": " + FileTrouble.reason(e));
        }
        of.server.out().println("wrote " + wanted);
        of.server.out().flush();
    }
}
