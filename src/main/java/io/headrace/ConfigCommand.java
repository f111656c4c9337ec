package io.headrace;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace config}: the defaults as a commented file, or what a configuration comes to. */
@Command(name = "config", description = {
    "Prints the configuration that `serve` would use: the file, with variables and defaults, without "
            + "secrets. Exit code 1 when it has problems, which are listed.",
    ""})
final class ConfigCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Collection<String> connectors;

    @Option(names = "--defaults", description = "Print the defaults instead, as a commented file to begin with.")
    boolean defaults;

    @Option(names = {"-c",
        "--config"}, paramLabel = "FILE",
            description = "The file; default: headrace.yaml in this folder, else the demo's configuration.")
    @Nullable
    Path file;

    @Spec
    @Nullable
    CommandSpec spec;

    ConfigCommand(Map<String, String> environment, Collection<String> connectors) {
        this.environment = Map.copyOf(environment);
        this.connectors = List.copyOf(connectors);
    }

    @Override
    public Integer call() {
        if (defaults) {
            Output.of(spec).print(new String(Resources.bytes("defaults.yaml"), StandardCharsets.UTF_8));
            return 0;
        }
        return switch (ConfigFile.named(file).read(environment, connectors)) {
            case ConfigRead.Valid(ServerConfig config, var warnings) -> {
                warnings.forEach(Output.errors(spec)::println);
                Output.of(spec).print(ConfigText.of(config));
                yield 0;
            }
            case ConfigRead.Invalid(var problems) -> {
                problems.forEach(Output.errors(spec)::println);
                yield 1;
            }
        };
    }
}
