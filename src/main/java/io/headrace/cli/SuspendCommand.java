package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace suspend RUN}: the run rests. */
@Command(name = "suspend",
        description = "Commits that nothing is done about a run until it is resumed; its machines stay.")
final class SuspendCommand implements Callable<Integer> {

    @Mixin
    final EditOf edit;

    SuspendCommand(Surroundings here) {
        this.edit = new EditOf(here);
    }

    @Override
    public Integer call() {
        return edit.commit("suspend", Map.of());
    }
}
