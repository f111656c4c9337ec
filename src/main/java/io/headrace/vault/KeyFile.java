package io.headrace.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A file that holds a key and that only its owner can read, made whole or not at all. */
final class KeyFile {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private KeyFile() {}

    /** What the file holds, which is what the supplier gives when there is no file yet. */
    static byte[] load(Path path, Supplier<byte[]> fresh) {
        try {
            try {
                return read(path);
            } catch (NoSuchFileException e) {
                create(path, fresh.get());
                return read(path);
            }
        } catch (IOException e) {
            throw new VaultException("the key file " + path + " cannot be used: " + e.getClass().getSimpleName() + ": "
                    + e.getMessage() + "; give it back from a backup, or its owner's permissions", e);
        }
    }

    private static byte[] read(Path path) throws IOException {
        if (posix(path)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new VaultException("the key file " + path + " is open to others ("
                        + PosixFilePermissions.toString(permissions) + "); run: chmod 600 " + path);
            }
        }
        return Files.readAllBytes(path);
    }

    private static void create(Path path, byte[] content) throws IOException {
        FileAttribute<?>[] own = posix(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(OWN)}
                : new FileAttribute<?>[0];
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path incoming = Files.createTempFile(folder, "." + path.getFileName(), "", own);
        try {
            try (FileChannel file = FileChannel.open(incoming, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
                    file.write(rest);
                }
                file.force(true);
            }
            publish(incoming, path);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** Gives the file its name, unless another process was quicker: then that one's key is everybody's. */
    private static void publish(Path incoming, Path path) throws IOException {
        try {
            Files.createLink(path, incoming);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(incoming, path);
        }
        if (posix(path)) {
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
