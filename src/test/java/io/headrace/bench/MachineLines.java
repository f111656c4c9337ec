package io.headrace.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a {@link MachineFile}, of which each look reads only what came since. */
final class MachineLines {

    private final Path file;
    private final List<MachineFile.Line> lines = new ArrayList<>();
    private long read;

    MachineLines(Path file) {
        this.file = file;
    }

    /** All whole lines that are there by now. */
    synchronized List<MachineFile.Line> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) (in.length() - read)];
            in.seek(read);
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.US_ASCII);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.length();
            whole.lines().map(MachineFile.Line::parse).forEach(lines::add);
            return List.copyOf(lines);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
