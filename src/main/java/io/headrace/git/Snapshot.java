package io.headrace.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of repositories while they are pushed to and compacted. What refs name is there before the refs are read, and
 * objects only move on: from loose to a pack, from a pack to another. So refs come first, then loose objects, then packs;
 * when a file has gone meanwhile, the repository is copied again. Objects never change and are linked where that can be.
 */
public final class Snapshot {

    private static final int TRIES = 20;

    private Snapshot() {}

    /**
     * Copies all repositories.
     *
     * @param root the folder of repositories, which may be absent
     * @param target a folder that does not exist, on the same file system
     * @return how many there are
     */
    public static int copy(Path root, Path target) throws IOException {
        int count = 0;
        for (Path tenant : visible(root)) {
            for (Path repository : visible(tenant)) {
                if (Files.isRegularFile(repository.resolve("HEAD"))) {
                    repeat(repository, target.resolve(root.relativize(repository).toString()));
                    count++;
                }
            }
        }
        return count;
    }

    private static List<Path> visible(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !path.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    private static void repeat(Path repository, Path target) throws IOException {
        for (int tries = 1; !once(repository, target); tries++) {
            if (tries == TRIES) {
                throw new IOException("the repository " + repository + " changes faster than it can be copied");
            }
            Folders.delete(target);
        }
    }

    /** Whether nothing went away meanwhile. */
    private static boolean once(Path repository, Path target) throws IOException {
        Path objects = repository.resolve("objects");
        Path packs = objects.resolve("pack");
        try {
            Files.walkFileTree(repository, new Copy(repository, target, objects, false));
            if (Files.isDirectory(objects)) {
                Files.walkFileTree(objects, new Copy(repository, target, packs, true));
            }
            if (Files.isDirectory(packs)) {
                Files.walkFileTree(packs, new Copy(repository, target, null, true));
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Copies files below a folder but for one folder below. */
    private static final class Copy extends SimpleFileVisitor<Path> {

        private final Path from;
        private final Path to;
        private final @Nullable Path without;
        private final boolean immutable;

        Copy(Path from, Path to, @Nullable Path without, boolean immutable) {
            this.from = from;
            this.to = to;
            this.without = without;
            this.immutable = immutable;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (folder.equals(without)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = file.getFileName().toString();
            // Somebody is writing those; what they become is not part of this moment.
            boolean passing = name.endsWith(".lock") || name.startsWith("tmp_") || name.endsWith(".tmp")
                    || name.startsWith(".tmp") || name.startsWith(".probe-");
            if (attributes.isRegularFile() && !passing) {
                copy(file, target(file));
            }
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path path) {
            return to.resolve(from.relativize(path).toString());
        }

        private void copy(Path file, Path target) throws IOException {
            if (immutable) {
                try {
                    Files.createLink(target, file);
                    return;
                } catch (NoSuchFileException gone) {
                    throw gone;
                } catch (IOException | UnsupportedOperationException noLinks) {
                    // Another file system, or one without links: a copy is as good, but slower.
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
