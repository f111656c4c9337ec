package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace terminate RUN}: the run ends. */
@Command(name = "terminate", description = {
    "Commits that a run is no more: its document is removed, and with it go its machines.",
    "The guards of a push hold: a protected run stays, and ending most runs needs --push-option allow-destroy=N."})
final class TerminateCommand implements Callable<Integer> {

    @Mixin
    final EditOf edit;

    @Option(names = {"-y", "--yes"}, description = "Does not ask.")
    boolean yes;

    TerminateCommand(Surroundings here) {
        this.edit = new EditOf(here);
    }

    @Override
    public Integer call() {
        ServerOptions server = edit.of.server;
        try (ServerClient client = server.connect()) {
            RunName run = edit.of.in(client);
            String ready = RunsCommand.ready(client.get(run.path()));
            boolean agreed = Act.agreed(server, yes, "End " + run + " with " + ready + " instances?", "--yes");
            return agreed ? edit.commit(client, run, "terminate", Map.of()) : 1;
        }
    }
}
