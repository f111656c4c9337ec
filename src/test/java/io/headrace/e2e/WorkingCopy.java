package io.headrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A user's clone of a hosted repository, driven with the real git. */
final class WorkingCopy {

    private final Path folder;

    private WorkingCopy(Path folder) {
        this.folder = folder;
    }

    /** A new repository whose origin is at that URL. */
    static WorkingCopy create(Path folder, String url) {
        try {
            Files.createDirectories(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        WorkingCopy copy = new WorkingCopy(folder);
        copy.git("init", "-q", "-b", "main");
        copy.git("remote", "add", "origin", url);
        return copy;
    }

    WorkingCopy write(String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return this;
    }

    WorkingCopy delete(String path) {
        git("rm", "-q", path);
        return this;
    }

    /** Commits everything; returns the commit's id. */
    String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    Path folder() {
        return folder;
    }

    String head() {
        return git("rev-parse", "HEAD").strip();
    }

    /** A push of main that must succeed; returns what the terminal showed. */
    String push(String... options) {
        Shell.Result result = tryPush(options);
        assertThat(result.code()).as(result.text()).isZero();
        return result.text();
    }

    Shell.Result tryPush(String... options) {
        List<String> command = new ArrayList<>(List.of("git", "push"));
        command.addAll(List.of(options));
        command.addAll(List.of("origin", "main"));
        return Shell.run(folder, command.toArray(String[]::new));
    }

    /** A git command that must succeed; returns what it printed. */
    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Shell.Result result = Shell.run(folder, command.toArray(String[]::new));
        assertThat(result.code()).as(String.join(" ", command) + "\n" + result.text()).isZero();
        return result.text();
    }
}
