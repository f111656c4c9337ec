package io.headrace.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file of an SQLite database, held by this process alone. The lock is on a file beside it ({@code headrace.db.lock},
 * which holds the owner's process id): closing any descriptor of the database itself would drop SQLite's own locks.
 */
final class DatabaseFile implements AutoCloseable {
    private static final String PREFIX = "jdbc:sqlite:";
    /** Beyond the text, so that the process id can be read where locks are mandatory. */
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path path;
    private final FileChannel channel;

    private DatabaseFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the file's folder and the file, readable by its owner only, where absent, and locks it.
     *
     * @throws StoreUnavailableException when that cannot be, on a full disk for example
     */
    static DatabaseFile lock(String jdbcUrl) {
        Path path = path(jdbcUrl);
        try {
            Files.createDirectories(path.getParent());
            create(path);
            return lock(path, path.resolveSibling(path.getFileName() + ".lock"));
        } catch (IOException e) {
            throw StoreUnavailableException.ofFile("the database " + path, e)
                    .orElseGet(() -> StoreUnavailableException.ofTransaction(path.toString(), e));
        }
    }

    private static DatabaseFile lock(Path path, Path lockPath) throws IOException {
        FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = Files.readString(lockPath).strip();
            channel.close();
            throw new DatabaseInUseException(path + " is used by another Headrace (pid " + owner + ")");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new DatabaseFile(path, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    static Path path(String jdbcUrl) {
        String name = jdbcUrl.startsWith(PREFIX) ? jdbcUrl.substring(PREFIX.length()) : "";
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new IllegalArgumentException("database.url: '" + jdbcUrl
                    + "' is not supported; known: " + PREFIX + "PATH, such as jdbc:sqlite:data/headrace.db");
        }
        return Path.of(name).toAbsolutePath().normalize();
    }

    private static void create(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] own = posix
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        if (!Files.exists(path)) {
            try {
                Files.createFile(path, own);
            } catch (FileAlreadyExistsException e) {
                // Another server was quicker; the lock decides.
                return;
            }
        }
    }

    Path path() {
        return path;
    }

    String url() {
        return PREFIX + path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
