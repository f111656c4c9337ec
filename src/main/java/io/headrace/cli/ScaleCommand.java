package io.headrace.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headrace scale RUN NODE=N}: more or fewer instances of a node. */
@Command(name = "scale", description = "Commits how many instances a node of a run has.")
final class ScaleCommand implements Callable<Integer> {

    @Mixin
    final EditOf edit;

    @Parameters(index = "1", paramLabel = "NODE=N", description = "Such as web=3.")
    String wanted = "";

    ScaleCommand(Surroundings here) {
        this.edit = new EditOf(here);
    }

    @Override
    public Integer call() {
        if (!wanted.matches("[^=]+=\\d{1,6}")) {
            throw edit.of.server.wrong("'" + wanted + "' is not NODE=N, such as web=3");
        }
        String[] parts = wanted.split("=", 2);
        return edit.commit("scale", Map.of("node", parts[0], "replicas", Integer.parseInt(parts[1])));
    }
}
