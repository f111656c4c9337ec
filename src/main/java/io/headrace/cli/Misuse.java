package io.headrace.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command that is called wrongly says: why, and where its help is, which would bury the reason. */
public final class Misuse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("headrace: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("see `" + command.getCommandSpec().qualifiedName() + " --help`");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
