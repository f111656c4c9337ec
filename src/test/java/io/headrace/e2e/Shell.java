package io.headrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a user would, without the user's own configuration. */
final class Shell {

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_CONFIG_SYSTEM", "/dev/null"), Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("GIT_AUTHOR_NAME", "Ann"), Map.entry("GIT_AUTHOR_EMAIL", "ann@example.org"),
            Map.entry("GIT_COMMITTER_NAME", "Ann"), Map.entry("GIT_COMMITTER_EMAIL", "ann@example.org"),
            Map.entry("LC_ALL", "C"));

    private Shell() {}

    /** What a program printed, on both streams, and its exit code. */
    record Result(int code, String text) {}

    static Result run(Path folder, String... command) {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end:\n" + text);
            }
            return new Result(process.exitValue(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }
}
