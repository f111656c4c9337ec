package io.headrace;

import io.headrace.connector.ConnectorProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program {@code headrace}: its commands, wired by hand, and what an exit code means. */
@Command(name = "headrace", header = "A GitOps server for multi-cloud applications.%n", description = "Without a command: serve.", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, versionProvider = VersionCommand.class, usageHelpAutoWidth = true, sortOptions = false, synopsisHeading = "Usage: ", descriptionHeading = "%n", parameterListHeading = "%nParameters:%n", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n", exitCodeListHeading = "%nExit codes:%n", exitCodeOnExecutionException = Failures.NOT_DONE, exitCodeList = {
    "0:done", "1:what was asked about has problems; they are listed", "2:wrong usage",
    "3:not done: a port or database is in use, a server refused or does not answer, or a defect"})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        List<String> connectors = ServiceLoader.load(ConnectorProvider.class)
                .stream()
                .map(provider -> provider.get().info().id())
                .toList();
        System.exit(commandLine(System.getenv(), connectors).execute(arguments));
    }

    /** The whole command line. */
    static CommandLine commandLine(Map<String, String> environment, List<String> connectors) {
        return Failures.explained(new CommandLine(new Main()).addSubcommand(new ConfigCommand(environment, connectors))
                .addSubcommand(new TokenCommand(environment, connectors, InstantSource.system()))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new GenerateCompletion()));
    }
}
