package io.headrace.cli;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.model.ConnectorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The parameter of each command about a folder of blueprints, which is compiled as a push of it would be. */
final class WorkingCopy {

    private final List<ConnectorInfo> connectors;

    @Mixin
    final Printing printing = new Printing();

    @Parameters(index = "0", paramLabel = "DIR", arity = "0..1", defaultValue = ".",
            description = "The working copy (default: this folder).")
    Path folder = Path.of(".");

    /** {@code connectors} are all that this installation has. */
    WorkingCopy(Collection<ConnectorInfo> connectors) {
        this.connectors = List.copyOf(connectors);
    }

    /** Compiles the folder and prints its problems, one a line. */
    Compilation compile() {
        if (!Files.isDirectory(folder)) {
            throw printing.wrong(folder + " is not a folder");
        }
        Compilation compilation = new Compiler(connectors, Limits.DEFAULT).compile(FolderTree.of(folder));
        compilation.problems().forEach(problem -> printing.out().println(problem));
        return compilation;
    }
}
