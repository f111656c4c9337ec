package io.headrace.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may do what with a file, where the file system knows of that. */
final class Permissions {

    /** A folder, or a program, of the server alone. */
    static final String OWN_FOLDER = "rwx------";

    /** A folder that others pass on their way to what they know of, without seeing what there is. */
    static final String PASSED = "rwx--x--x";

    static final String OWN_FILE = "rw-------";

    private Permissions() {}

    static void set(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
