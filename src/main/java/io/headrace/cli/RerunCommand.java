package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace rerun RUN}: tries the same commit again. */
@Command(name = "rerun", description = "Tries the same commit again, with a new attempt; supersedes an open one.")
final class RerunCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    RerunCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        return Act.act(of, "rerun", Map.of());
    }
}
