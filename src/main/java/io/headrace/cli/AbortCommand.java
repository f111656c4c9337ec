package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headrace abort RUN REASON}: ends the open attempt. */
@Command(name = "abort", description = {
    "Aborts the open attempt of a run: recipes are stopped, reports still collected, machines stay.",
    "The reason is told to the commit. Take it back with: headrace cancel RUN"})
final class AbortCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Parameters(index = "1", paramLabel = "REASON", description = "Why, in a sentence.")
    String reason = "";

    AbortCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        return Act.act(of, "abort", Map.of("reason", reason));
    }
}
