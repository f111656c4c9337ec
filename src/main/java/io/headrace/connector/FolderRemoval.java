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
 * Removes a folder with all that is in it. Symbolic links are removed, never followed, so nothing outside is touched;
 * folders that a recipe made read-only are made writable first. What is gone already is no error.
 */
final class FolderRemoval extends SimpleFileVisitor<Path> {

    private FolderRemoval() {}

    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new FolderRemoval());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        makeOurs(folder);
        return FileVisitResult.CONTINUE;
    }

    /** Returns whether it changed anything. */
    private static boolean makeOurs(Path folder) throws IOException {
        if (Files.isWritable(folder) && Files.isReadable(folder) && Files.isExecutable(folder)) {
            return false;
        }
        Permissions.set(folder, Permissions.OWN_FOLDER);
        return true;
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
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && makeOurs(file)) {
            remove(file);
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
