package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace resume RUN}: the run goes on. */
@Command(name = "resume", description = "Commits that a suspended run goes on.")
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    final EditOf edit;

    ResumeCommand(Surroundings here) {
        this.edit = new EditOf(here);
    }

    @Override
    public Integer call() {
        return edit.commit("resume", Map.of());
    }
}
