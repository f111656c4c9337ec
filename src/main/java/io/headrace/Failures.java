package io.headrace;

import picocli.CommandLine;

/** What a command that fails says and exits with: its reason, without a stack trace when somebody can act on it. */
final class Failures {
    static final int NOT_DONE = 3;

    private Failures() {}

    static CommandLine explained(CommandLine commands) {
        return commands.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof CannotException) {
                command.getErr().println("headrace: " + failure.getMessage());
                return NOT_DONE;
            }
            throw failure;
        });
    }
}
