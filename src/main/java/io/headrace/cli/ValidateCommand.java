package io.headrace.cli;

import io.headrace.blueprint.Compilation;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Plural;
import io.headrace.model.Problem;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace validate DIR}: the checks of a push, for a working copy. */
@Command(name = "validate",
        description = {
            "Checks the blueprints of a working copy as a push would be checked, but for what only a server knows: "
                    + "the connectors that a tenant may use, its limits and secrets.",
            "Problems are printed as path:line:column: message."})
public final class ValidateCommand implements Callable<Integer> {

    @Mixin
    final WorkingCopy copy;

    /** {@code connectors} are all that this installation has. */
    public ValidateCommand(Collection<ConnectorInfo> connectors) {
        this.copy = new WorkingCopy(connectors);
    }

    @Override
    public Integer call() {
        Compilation compilation = copy.compile();
        long errors = compilation.problems().stream().filter(Problem::fatal).count();
        long warnings = compilation.problems().size() - errors;
        String notes = warnings == 0 ? "" : ", " + Plural.of(warnings, "warning");
        copy.printing.err()
                .println(compilation.valid()
                        ? "valid: " + Plural.of(compilation.desired().runs().size(), "run") + notes
                        : "not valid: " + Plural.of(errors, "error") + notes);
        return compilation.valid() ? 0 : 1;
    }
}
