package io.headrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The disk that the data folder is on. */
final class Disk {
    /** With less, a commit of the database may not fit any more. */
    private static final long LEAST_BYTES = 1 << 20;

    private Disk() {}

    /** What is wrong with it, if anything is. */
    static Optional<String> trouble(Path data) {
        try {
            long left = Files.getFileStore(data).getUsableSpace();
            return left < LEAST_BYTES
                    ? Optional.of("the disk of the data folder is full; free space on it")
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.of("the data folder cannot be reached on its disk");
        }
    }
}
