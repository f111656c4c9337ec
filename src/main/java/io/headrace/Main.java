package io.headrace;

import io.headrace.cli.PlanCommand;
import io.headrace.cli.ServerCommands;
import io.headrace.cli.Surroundings;
import io.headrace.cli.ValidateCommand;
import io.headrace.connector.ConnectorProvider;
import io.headrace.model.ConnectorInfo;
import io.headrace.reconcile.CrashPoints;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program {@code headrace}: its commands, wired by hand, and what an exit code means. */
@Command(name = "headrace", description = {"A GitOps server for multi-cloud applications.",
    "Without a command it is `serve` with the headrace.yaml of this folder, or `serve --demo` where there is none."},
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true, versionProvider = VersionCommand.class, usageHelpAutoWidth = true,
        sortOptions = false, synopsisHeading = "Usage: ", descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n", optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n", exitCodeListHeading = "%nExit codes:%n",
        exitCodeOnExecutionException = Failures.NOT_DONE, exitCodeList = {
            "0:done", "1:what was asked about has problems; they are listed", "2:wrong usage",
            "3:not done: a port or database is in use, a server refused or does not answer, or a defect",
            "124:`wait` only: not settled in time", "130:broken off with Ctrl-C"})
public final class Main {
    /** Commands that look at all others, or make them known to the cache of classes. */
    private static final Set<String> OF_ALL = Set.of("generate-completion", "train");

    private Main() {}

    public static void main(String[] arguments) {
        List<ConnectorProvider> providers = ServiceLoader.load(ConnectorProvider.class)
                .stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        System.exit(run(providers, CrashPoints.NONE, arguments));
    }

    /** Runs one command; without one the server, or its demo. Returns the exit code. */
    static int run(List<ConnectorProvider> providers, CrashPoints crashes, String... arguments) {
        InstantSource clock = InstantSource.system();
        Function<ServerConfig, Running> start = config -> Server.start(config, providers, crashes, clock);
        List<ConnectorInfo> connectors = providers.stream().map(ConnectorProvider::info).toList();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        String[] asked = arguments.length == 0 ? unasked() : arguments;
        int code = commandLine(Surroundings.ofProcess(), connectors, start, asked).setOut(out).execute(asked);
        out.flush();
        return code;
    }

    private static String[] unasked() {
        return ConfigFile.named(null).demo() ? new String[]{"serve", "--demo"} : new String[]{"serve"};
    }

    /** The whole command line, or what these arguments need of it: picocli takes its time for each command. */
    static CommandLine commandLine(Surroundings here, List<ConnectorInfo> connectors,
            Function<ServerConfig, Running> start, String... arguments) {
        List<Object> all = commands(here, connectors, start);
        Optional<Object> sole = all.stream()
                .filter(one -> arguments.length > 0 && arguments[0].equals(name(one)) && !OF_ALL.contains(name(one)))
                .findFirst();
        CommandLine main = new CommandLine(new Main());
        sole.map(List::of).orElse(all).forEach(main::addSubcommand);
        return Failures.explained(HelpGroups.in(main));
    }

    private static String name(Object command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    private static List<Object> commands(Surroundings here, List<ConnectorInfo> connectors,
            Function<ServerConfig, Running> start) {
        List<String> ids = connectors.stream().map(ConnectorInfo::id).toList();
        Map<String, String> environment = here.environment();
        List<Object> own = List.of(new ServeCommand(environment, ids, start), new ValidateCommand(connectors),
                new PlanCommand(connectors), new ConfigCommand(environment, ids),
                new TokenCommand(here, ids, InstantSource.system()), new BackupCommand(environment, ids),
                new RestoreCommand(environment, ids), new TrainCommand(ids, start), new VersionCommand(),
                new GenerateCompletion());
        return Stream.concat(own.stream(), ServerCommands.all(here).stream()).toList();
    }
}
