package io.headrace.cli;

import io.headrace.model.Secret;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the user for what must not be an argument, as others on the machine can read arguments. */
final class Keyboard {

    private final InputStream input;

    Keyboard(Surroundings here) {
        this.input = here.input();
    }

    /** A token: the first line of the file, or of what is typed or on the standard input. */
    Secret token(@Nullable Path file) {
        String all = secret(file, "Token").reveal();
        return new Secret(all.lines().findFirst().orElse("").strip());
    }

    /** The content of the file if there is one, else what is typed without echo, else all of the standard input. */
    Secret secret(@Nullable Path file, String what) {
        Optional<Console> console = file == null ? console() : Optional.empty();
        if (console.isPresent()) {
            char[] typed = console.get().readPassword("%s: ", what);
            return new Secret(typed == null ? "" : new String(typed));
        }
        try {
            byte[] bytes = file == null ? input.readAllBytes() : Files.readAllBytes(file);
            return new Secret(new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            throw new ServerException("cannot read the " + what.toLowerCase(java.util.Locale.ROOT) + " from "
                    + (file == null ? "the standard input" : file) + ": " + FileTrouble.reason(e));
        }
    }

    /** Whether the user says yes; empty when there is nobody to ask. */
    Optional<Boolean> confirmed(String question) {
        return console().map(console -> {
            String answer = console.readLine("%s [y/N] ", question);
            return answer != null && answer.strip().matches("(?i)y(es)?");
        });
    }

    private Optional<Console> console() {
        return Optional.ofNullable(System.in.equals(input) ? System.console() : null).filter(Console::isTerminal);
    }
}
