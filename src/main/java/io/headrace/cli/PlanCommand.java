package io.headrace.cli;

import io.headrace.blueprint.Compilation;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Declaration;
import io.headrace.model.Node;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.plan.PlanLine;
import io.headrace.plan.Preview;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace plan DIR --run NAME}: what a push of a working copy would do where nothing runs yet. */
@Command(name = "plan", description = "Shows what a push of a working copy would create on empty clouds.")
public final class PlanCommand implements Callable<Integer> {

    @Mixin
    final WorkingCopy copy;

    @Option(names = "--run", paramLabel = "NAME",
            description = "The run with its projects, such as shop/lamp (default: all runs).")
    @Nullable
    String run;

    /** {@code connectors} are all that this installation has. */
    public PlanCommand(Collection<ConnectorInfo> connectors) {
        this.copy = new WorkingCopy(connectors);
    }

    @Override
    public Integer call() {
        Compilation compilation = copy.compile();
        if (!compilation.valid()) {
            return 1;
        }
        SortedMap<String, Declaration> runs = compilation.desired().runs();
        String wanted = run;
        if (wanted != null && !runs.containsKey(wanted)) {
            throw copy.printing.wrong("there is no run '" + wanted + "'; "
                    + (runs.isEmpty() ? "no run is declared" : "known: " + String.join(", ", runs.keySet())));
        }
        if (runs.isEmpty()) {
            copy.printing.err().println("headrace: no blueprints that declare a run found below " + copy.folder);
            return 0;
        }
        PrintWriter out = copy.printing.out();
        runs.values()
                .stream()
                .filter(one -> wanted == null || one.name().equals(wanted))
                .forEach(one -> print(one, out));
        return 0;
    }

    private static void print(Declaration declaration, PrintWriter out) {
        RunState nothing = RunState.fresh(new RunKey("tenant", "repository", declaration.name()));
        for (PlanLine line : Preview.lines(nothing, Optional.of(declaration))) {
            out.println(line.text());
        }
        for (Node node : declaration.nodes()) {
            String clouds = node.sites().stream().map(site -> site.cloud().name()).collect(Collectors.joining(", "));
            String after = node.dependsOn().isEmpty() ? "" : ", after " + String.join(", ", node.dependsOn());
            out.println(
                    "  " + node.name() + ": " + node.replicas() + " x " + node.component() + " on " + clouds + after);
        }
    }
}
