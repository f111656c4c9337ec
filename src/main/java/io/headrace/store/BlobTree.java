package io.headrace.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A walk below a folder of blobs, without following links, while others write and delete there. */
final class BlobTree extends SimpleFileVisitor<Path> {
    private final List<Path> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    private BlobTree() {}

    private static BlobTree walk(Path folder) throws IOException {
        BlobTree tree = new BlobTree();
        Files.walkFileTree(folder, tree);
        return tree;
    }

    /** The regular files below a folder; none when there is no folder. */
    static List<Path> files(Path folder) throws IOException {
        return walk(folder).files;
    }

    /** Removes the empty ones of the folders at and below a folder, but never the root; returns what it looked at. */
    static List<Path> prune(Path root, Path folder) throws IOException {
        List<Path> below = walk(folder).folders.stream().filter(visited -> !visited.equals(root)).toList();
        for (Path visited : below) {
            deleteIfEmpty(visited);
        }
        return below;
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // In use: it stays.
            return;
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            return visitFileFailed(folder, failure);
        }
        folders.add(folder);
        return FileVisitResult.CONTINUE;
    }

    /** Passes over what has gone meanwhile. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}
