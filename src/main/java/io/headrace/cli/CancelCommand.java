package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace cancel RUN}: takes an abort back. */
@Command(name = "cancel", description = "Takes an abort back, by a new attempt for the same commit.")
final class CancelCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    CancelCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        return Act.act(of, "cancel", Map.of());
    }
}
