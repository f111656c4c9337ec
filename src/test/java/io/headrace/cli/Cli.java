package io.headrace.cli;

import io.headrace.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A user's command line with a home and a folder of its own. */
final class Cli {

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Path folder;
    private String input = "";
    private Screen screen = Screen.NONE;

    /** What a call returned and said. */
    record Ran(int exit, String out, String err) {}

    @Command(name = "headrace")
    private static final class Program {}

    Cli(Path home) {
        this.home = home;
        this.folder = home;
        environment.put("XDG_CONFIG_HOME", home.toString());
    }

    /** One that is logged in, by its environment. */
    static Cli at(String url, Secret token, Path home) {
        return new Cli(home).with("HEADRACE_SERVER", url).with("HEADRACE_TOKEN", token.reveal());
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli in(Path workingCopy) {
        folder = workingCopy;
        return this;
    }

    Cli typing(String text) {
        input = text;
        return this;
    }

    Cli on(Screen other) {
        screen = other;
        return this;
    }

    Path home() {
        return home;
    }

    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** What a call that succeeds prints. */
    String out(String... arguments) {
        Ran ran = run(arguments);
        if (ran.exit != 0) {
            throw new AssertionError(String.join(" ", arguments) + ": " + ran);
        }
        return ran.out;
    }

    private CommandLine commands() {
        Surroundings here = new Surroundings(environment, folder, screen,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Duration.ofMillis(20));
        CommandLine commands = new CommandLine(new Program());
        ServerCommands.all(here).forEach(commands::addSubcommand);
        return commands.setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof ServerException refused) {
                        command.getErr().println("headrace: " + refused.getMessage());
                        return 3;
                    }
                    throw failure;
                });
    }
}
