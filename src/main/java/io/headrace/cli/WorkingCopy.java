package io.headrace.cli;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.model.ConnectorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A folder of blueprints, compiled as a push of it would be. */
final class WorkingCopy {

    private WorkingCopy() {}

    static Compilation compile(Path folder, Collection<ConnectorInfo> connectors, CommandSpec spec) {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is not a folder");
        }
        return new Compiler(connectors, Limits.DEFAULT).compile(FolderTree.of(folder));
    }

    /** Prints the problems, one a line. */
    static void print(Compilation compilation, CommandSpec spec) {
        compilation.problems().forEach(problem -> spec.commandLine().getOut().println(problem));
    }
}
