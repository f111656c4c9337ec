package io.headrace;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headrace restore}: makes the data of a server from a backup. */
@Command(name = "restore", description = {
    "Puts a backup where the configuration says that the server keeps its data. There must be no database, "
            + "and nothing in the data folder but 'machines', where local machines may still run.",
    ""})
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    final ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "The archive that headrace backup wrote.")
    Path file = Path.of("headrace-backup.tar.gz");

    @Spec
    @Nullable
    CommandSpec spec;

    RestoreCommand(Map<String, String> environment, Collection<String> connectors) {
        this.config = new ConfigOption(environment, connectors);
    }

    @Override
    public Integer call() {
        new Restore(config.valid(), Output.of(spec)::println).read(file);
        return 0;
    }
}
