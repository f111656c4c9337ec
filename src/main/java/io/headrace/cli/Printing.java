package io.headrace.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where the command that this is mixed into writes: picocli's writers, so that tests read them. */
@Command
final class Printing {

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    PrintWriter out() {
        return command().commandLine().getOut();
    }

    PrintWriter err() {
        return command().commandLine().getErr();
    }

    /** Wrong usage: exit code 2, and the help of the very command that was called. */
    ParameterException wrong(String message) {
        CommandLine called = command().commandLine();
        ParseResult parsed = called.getParseResult();
        while (parsed != null && parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
            called = parsed.commandSpec().commandLine();
        }
        return new ParameterException(called, message);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
