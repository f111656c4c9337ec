package io.headrace.cli;

import io.headrace.blueprint.Compilation;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headrace validate DIR}: the checks of a push, for a working copy. */
@Command(name = "validate", description = {"Checks the blueprints of a working copy as a push would be checked.",
    "Problems are printed as path:line:column: message."})
public final class ValidateCommand implements Callable<Integer> {

    private final List<ConnectorInfo> connectors;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = ".",
            description = "The working copy (default: this folder).")
    Path folder = Path.of(".");

    /** {@code connectors} are all that this installation has. */
    public ValidateCommand(Collection<ConnectorInfo> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Compilation compilation = WorkingCopy.compile(folder, connectors, command);
        WorkingCopy.print(compilation, command);
        long errors = compilation.problems().stream().filter(Problem::fatal).count();
        long warnings = compilation.problems().size() - errors;
        String notes = warnings == 0 ? "" : ", " + count(warnings, "warning");
        command.commandLine()
                .getErr()
                .println(compilation.valid()
                        ? "valid: " + count(compilation.desired().runs().size(), "run") + notes
                        : "not valid: " + count(errors, "error") + notes);
        return compilation.valid() ? 0 : 1;
    }

    private static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
