package io.headrace.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param environment its variables
 * @param folder the current one
 * @param screen where its output goes
 * @param input the standard input
 * @param beat how long it waits before it asks a server again
 */
public record Surroundings(Map<String, String> environment, Path folder, Screen screen, InputStream input,
        Duration beat) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(""), Screen.ofProcess(System.getenv()), System.in,
                Duration.ofSeconds(1));
    }

    /** Those of a program's step: no terminal, no input. */
    public static Surroundings plain(Map<String, String> environment) {
        return new Surroundings(environment, Path.of(""), Screen.NONE, InputStream.nullInputStream(),
                Duration.ofMillis(50));
    }

    /** The variable's value, unless it is empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Waits a moment. */
    void pause() {
        try {
            Thread.sleep(beat);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted");
        }
    }
}
