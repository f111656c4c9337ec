package io.headrace;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace config}: the defaults as a commented file, or what a configuration comes to. */
@Command(name = "config", description = {
    "Prints the configuration that `serve` would use: the file, with variables and defaults, without "
            + "secrets. Exit code 1 when it has problems, which are listed.",
    ""})
final class ConfigCommand implements Callable<Integer> {
    @Option(names = "--defaults", description = "Print the defaults instead, as a commented file to begin with.")
    boolean defaults;

    @Mixin
    final ConfigOption config;

    @Spec
    @Nullable
    CommandSpec spec;

    ConfigCommand(Map<String, String> environment, Collection<String> connectors) {
        this.config = new ConfigOption(environment, connectors);
    }

    @Override
    public Integer call() {
        if (defaults) {
            Output.of(spec).print(new String(Resources.bytes("defaults.yaml"), StandardCharsets.UTF_8));
            return 0;
        }
        return switch (config.read()) {
            case ConfigRead.Valid(ServerConfig valid, var warnings) -> {
                warnings.forEach(Output.errors(spec)::println);
                Output.of(spec).print(ConfigText.of(valid));
                yield 0;
            }
            case ConfigRead.Invalid(var problems) -> {
                problems.forEach(Output.errors(spec)::println);
                yield 1;
            }
        };
    }
}
