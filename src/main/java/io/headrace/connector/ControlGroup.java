package io.headrace.connector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The control group (version 2) of one machine, which no process of it can leave: it holds all that its first process
 * began, whatever session, parent and environment they took.
 *
 * @param path its folder in the kernel's hierarchy
 */
record ControlGroup(Path path) {

    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    boolean exists() {
        return Files.isDirectory(path);
    }

    /** Numbers of the processes in it and in groups below; none when it is gone. */
    Set<Long> pids() throws IOException {
        Set<Long> pids = new HashSet<>();
        try {
            for (String line : Files.readAllLines(path.resolve("cgroup.procs"))) {
                pids.add(Long.parseLong(line.strip()));
            }
            for (ControlGroup below : below()) {
                pids.addAll(below.pids());
            }
        } catch (FileSystemException e) {
            if (exists()) {
                throw e;
            }
        }
        return pids;
    }

    boolean populated() throws IOException {
        try {
            return Files.readAllLines(path.resolve("cgroup.events")).contains("populated 1");
        } catch (IOException e) {
            if (exists()) {
                throw e;
            }
            return false;
        }
    }

    /** Kills what is left and removes it. */
    void end() throws IOException {
        long began = System.nanoTime();
        while (exists()) {
            if (populated()) {
                kill();
            } else if (removed()) {
                return;
            }
            if (System.nanoTime() - began > GIVE_UP.toNanos()) {
                throw new IOException("processes of the control group " + path + " do not end");
            }
            pause();
        }
    }

    /** Kills all that is in it, at once, so that nothing is born behind it. */
    void kill() throws IOException {
        try {
            Files.writeString(path.resolve("cgroup.kill"), "1", StandardOpenOption.WRITE);
        } catch (IOException e) {
            if (exists()) {
                throw e;
            }
        }
    }

    /** Removes it if it is empty; while the last process leaves it is still busy. */
    boolean removed() throws IOException {
        try {
            for (ControlGroup below : below()) {
                below.removed();
            }
            Files.delete(path);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (FileSystemException e) {
            return !exists();
        }
    }

    private List<ControlGroup> below() throws IOException {
        List<ControlGroup> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, Files::isDirectory)) {
            all.forEach(one -> found.add(new ControlGroup(one)));
        }
        return found;
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
