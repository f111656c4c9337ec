package io.headrace.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The git command line in one working copy, apart from the configuration of whoever runs the tests. */
final class GitClient {

    private static final String ZERO = "/dev/null";

    private final Path folder;

    /** What git printed, both streams in one, and how it ended. */
    record Outcome(int code, String output) {

        boolean good() {
            return code == 0;
        }
    }

    private GitClient(Path folder) {
        this.folder = folder;
    }

    static GitClient init(Path folder, String branch) {
        return init(folder, branch, "sha1");
    }

    static GitClient init(Path folder, String branch, String objectFormat) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GitClient client = new GitClient(folder);
        client.git("init", "-q", "-b", branch, "--object-format=" + objectFormat);
        return client;
    }

    static GitClient at(Path folder) {
        return new GitClient(folder);
    }

    Path folder() {
        return folder;
    }

    /** Runs git, which must succeed. */
    String git(String... arguments) {
        Outcome outcome = tryGit(arguments);
        if (!outcome.good()) {
            throw new AssertionError("git " + String.join(" ", arguments) + ": " + outcome);
        }
        return outcome.output().strip();
    }

    Outcome tryGit(String... arguments) {
        return run("", arguments);
    }

    /** Runs git with this as its input. */
    Outcome run(String input, String... arguments) {
        try {
            Process process = start(arguments);
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("git did not end: " + output);
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.endsWith("_proxy"));
        environment.put("HOME", folder.toString());
        environment.put("GIT_CONFIG_GLOBAL", ZERO);
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Ann");
            environment.put("GIT_" + who + "_EMAIL", "ann@example.org");
        }
        return builder.start();
    }

    GitClient write(String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all files; the id of the commit. */
    String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }
}
