package io.headrace;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headrace restore}: makes the data of a server from a backup. */
@Command(name = "restore", description = {
    "Puts a backup where the configuration says that the server keeps its data. There must be no database, "
            + "and nothing in the data folder but 'machines', where local machines may still run.",
    ""})
final class RestoreCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Collection<String> connectors;

    @Option(names = {"-c", "--config"}, paramLabel = "FILE",
            description = "The server's configuration; default: headrace.yaml in this folder, else the demo's.")
    @Nullable
    Path config;

    @Parameters(paramLabel = "FILE", description = "The archive that headrace backup wrote.")
    Path file = Path.of("headrace-backup.tar.gz");

    @Spec
    @Nullable
    CommandSpec spec;

    RestoreCommand(Map<String, String> environment, Collection<String> connectors) {
        this.environment = Map.copyOf(environment);
        this.connectors = List.copyOf(connectors);
    }

    @Override
    public Integer call() {
        ServerConfig read = ConfigFile.named(config).valid(environment, connectors);
        new Restore(read, Output.of(spec)::println).read(file);
        return 0;
    }
}
