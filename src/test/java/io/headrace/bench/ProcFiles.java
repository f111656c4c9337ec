package io.headrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process, see proc(5). */
final class ProcFiles {

    /** Ticks of a second in {@code /proc/PID/stat}; 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private ProcFiles() {}

    /** A figure of {@code /proc/PID/status}, in KiB where it is a size. */
    static long status(long pid, String name) {
        return text(pid, "status").lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Seconds of processor time, of user and system, of all its threads. */
    static double processorSeconds(long pid) {
        String text = text(pid, "stat");
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    private static String text(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
