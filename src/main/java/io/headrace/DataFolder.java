package io.headrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of everything that is not in the database: logs and recipes in it are nobody else's affair. */
final class DataFolder {
    private DataFolder() {}

    /** Makes it, for its owner alone where the system can do that; one that exists is left as it is. */
    static void make(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new CannotException("cannot make the data folder " + folder.toAbsolutePath(), e);
        }
    }
}
