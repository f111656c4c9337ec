package io.headrace.connector;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Removes a folder by path, where the host gives no open folders to work relative to. What another user owns could be
 * swapped for a link meanwhile, so root does not remove that.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

    private final Caller caller;

    private FolderWalk(Caller caller) {
        this.caller = caller;
    }

    static void remove(Path folder, Caller caller) throws IOException {
        Files.walkFileTree(folder, new FolderWalk(caller));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (caller.root()) {
            refuseOthers(folder);
        } else if (!reachable(folder)) {
            Permissions.set(folder, Permissions.OWN_FOLDER);
        }
        return FileVisitResult.CONTINUE;
    }

    private void refuseOthers(Path folder) throws IOException {
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(caller.user())) {
            throw new IOException(
                    "the folder " + folder + " belongs to another user, and this system has no safe way to "
                            + "remove it as root: remove it by hand, when no process of that user runs");
        }
    }

    private static boolean reachable(Path folder) {
        return Files.isWritable(folder) && Files.isReadable(folder) && Files.isExecutable(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !reachable(file)) {
            caller.makeOurs(file, failure);
            remove(file, caller);
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
    }
}
