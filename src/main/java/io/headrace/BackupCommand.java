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

/** {@code headrace backup}: a consistent copy of all that a server knows, also while it runs. */
@Command(name = "backup", description = {
    "Writes the database, the identity, the keys, all repositories, logs and reports of a server into one "
            + "archive (.tar.gz), also while it runs. It holds all that makes the server itself: keep it "
            + "where nobody else reads it.",
    ""})
final class BackupCommand implements Callable<Integer> {
    @Mixin
    final ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "The archive; one of that name is replaced when all is written.")
    Path file = Path.of("headrace-backup.tar.gz");

    @Spec
    @Nullable
    CommandSpec spec;

    BackupCommand(Map<String, String> environment, Collection<String> connectors) {
        this.config = new ConfigOption(environment, connectors);
    }

    @Override
    public Integer call() {
        new Backup(config.valid(), Output.of(spec)::println).write(file);
        return 0;
    }
}
