package io.headrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the figures were measured on.
 *
 * @param fsyncsPerSecond how often a page of 4 KiB can be appended to a file and forced to the disk, one after the other
 * @param load the load of the last minute when the measuring began
 */
record Hardware(int cores, String processor, long memoryMiB, String system, String java, double fsyncsPerSecond,
        double load) {

    private static final int FSYNCS = 400;

    static Hardware here(Path folder) {
        return new Hardware(Runtime.getRuntime().availableProcessors(), line("/proc/cpuinfo", "model name"),
                Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.version"), fsyncs(folder),
                Double.parseDouble(text("/proc/loadavg").replaceFirst(" .*\\s*", "")));
    }

    @Override
    public String toString() {
        return "%d cores of %s, %d MiB, %s, JVM %s, %.0f fsyncs/s, load %.1f at the start".formatted(cores, processor,
                memoryMiB, system, java, fsyncsPerSecond, load);
    }

    private static double fsyncs(Path folder) {
        Path file = folder.resolve("fsync");
        ByteBuffer page = ByteBuffer.allocate(4096);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            for (int i = 0; i < FSYNCS; i++) {
                channel.write(page.rewind());
                channel.force(false);
            }
            return FSYNCS / ((System.nanoTime() - begun) / 1e9);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String line(String file, String name) {
        return text(file).lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException broken) {
            throw new UncheckedIOException("benchmarks read " + file + ", so they run on Linux only", broken);
        }
    }
}
