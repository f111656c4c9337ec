package io.headrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headrace logs RUN}: what the recipes of a run print. */
@Command(name = "logs", description = {"Prints what the steps of a run printed, each line after its instance and step.",
    "With STEP only that step, as it printed it. Of instances that are gone logs are kept for a while: --list names "
            + "them."})
final class LogsCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Parameters(index = "1", paramLabel = "STEP", arity = "0..1",
            description = "Only this step: its kind, such as deploy, or its id, such as web.1:2:7.")
    @Nullable
    String step;

    @Option(names = {"-f", "--follow"},
            description = "Goes on as they print, also when the server is away for a while; with STEP until that "
                    + "ended, else until Ctrl-C.")
    boolean follow;

    @Option(names = "--instance", paramLabel = "NAME", description = "Only of this instance, such as web.1.")
    @Nullable
    String instance;

    @Option(names = "--step", paramLabel = "STEP", description = "The same as STEP.")
    void step(String wanted) {
        step = wanted;
    }

    @Option(names = "--list", description = "Lists the steps instead, also those of instances that are gone.")
    boolean list;

    LogsCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            LogReader reader = new LogReader(client, of.server, run, instance, step);
            if (list) {
                return list(reader);
            }
            boolean found = reader.read();
            if (!found && !follow) {
                of.server.err().println("headrace: " + missing(run, reader));
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

    private int list(LogReader reader) {
        List<LogStep> steps = reader.asked(reader.known(true));
        ObjectNode document = Json.object();
        ArrayNode items = document.putArray("items");
        steps.forEach(one -> items.add(one.document()));
        of.server.show(document, () -> LogStep.table(steps));
        return 0;
    }

    private static String missing(RunName run, LogReader reader) {
        return reader.known(true).isEmpty()
                ? "no step has run in " + run + ", or their logs are not kept any more"
                : "no such step has run in " + run + "; list them with: headrace logs " + run + " --list";
    }
}
