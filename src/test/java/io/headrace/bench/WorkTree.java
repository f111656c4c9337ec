package io.headrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A working copy of a server's hosted repository, driven with the real git. */
final class WorkTree {

    private final Path folder;

    WorkTree(ServerProcess server) {
        folder = server.folder().resolve("work");
        try {
            Files.createDirectories(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Shell.git(folder, "init", "-q", "-b", "main");
        Shell.git(folder, "remote", "add", "origin", server.gitUrl());
    }

    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Commits everything; returns the id. */
    String commit(String message) {
        Shell.git(folder, "add", "-A");
        Shell.git(folder, "commit", "-q", "--allow-empty", "-m", message);
        return Shell.git(folder, "rev-parse", "HEAD").strip();
    }

    void push() {
        Shell.git(folder, "push", "-q", "origin", "main");
    }
}
