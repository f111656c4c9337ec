package io.headrace.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace logs RUN}: what the recipes of a run print. */
@Command(name = "logs", description = {"Prints what the steps of a run printed, each line after its instance and step.",
    "With --step only that step, as it printed it."})
final class LogsCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Option(names = {"-f", "--follow"},
            description = "Goes on as they print, also when the server is away for a while; with --step until that "
                    + "ended, else until Ctrl-C.")
    boolean follow;

    @Option(names = "--instance", paramLabel = "NAME", description = "Only of this instance, such as web.1.")
    @Nullable
    String instance;

    @Option(names = "--step", paramLabel = "STEP",
            description = "Only this step: its kind, such as deploy, or its id, such as web.1:2:7.")
    @Nullable
    String step;

    LogsCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            LogReader reader = new LogReader(client, of.server, run, instance, step);
            boolean found = reader.read();
            if (!found && !follow) {
                of.server.err().println("headrace: no such step has run in " + run);
                return 1;
            }
            Patience patience = new Patience(of.server);
            while (follow && !of.server.out().checkError() && !reader.ended()) {
                of.server.here().pause();
                patience.ask(reader::read);
            }
            reader.flush();
        }
        return 0;
    }
}
