package io.headrace;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option of each command that works with the configuration of a server, and what that is read with. */
@Command
final class ConfigOption {
    final Map<String, String> environment;
    final Collection<String> connectors;

    @Option(names = {"-c", "--config"}, paramLabel = "FILE",
            description = "The server's configuration; default: headrace.yaml in this folder, else the demo's.")
    @Nullable
    Path file;

    ConfigOption(Map<String, String> environment, Collection<String> connectors) {
        this.environment = Map.copyOf(environment);
        this.connectors = List.copyOf(connectors);
    }

    ConfigFile source() {
        return ConfigFile.named(file);
    }

    ConfigRead read() {
        return source().read(environment, connectors);
    }

    /** What it says, for a command that can do nothing with one that has problems. */
    ServerConfig valid() {
        return source().valid(environment, connectors);
    }
}
