package io.headrace.cli;

import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import io.headrace.model.TreeFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files of a working copy as git would see them: no symlink is followed, and {@code .git} is no part of it. */
final class FolderTree implements SourceTree {

    private final Path root;
    private final TreeMap<String, TreeFile> files = new TreeMap<>();

    private FolderTree(Path root) {
        this.root = root;
    }

    /** Looks at the folder once; files that change afterwards may be read as they then are. */
    static FolderTree of(Path root) {
        FolderTree tree = new FolderTree(root);
        try {
            Files.walkFileTree(root, tree.new Collector());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
        }
        return tree;
    }

    @Override
    public Collection<TreeFile> files() {
        return Collections.unmodifiableCollection(files.values());
    }

    @Override
    public Optional<TreeFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public byte[] read(TreeFile file) {
        Set<OpenOption> noFollow = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (var in = Files.newInputStream(root.resolve(file.path()), noFollow.toArray(OpenOption[]::new))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private void add(Path path, BasicFileAttributes attributes) {
        String name = root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        Kind kind = attributes.isSymbolicLink() ? Kind.SYMLINK : Kind.FILE;
        String id = name + ":" + attributes.size() + ":" + attributes.lastModifiedTime();
        files.put(name, new TreeFile(name, id, kind, kind == Kind.FILE ? attributes.size() : 0));
    }

    private final class Collector extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean git = !folder.equals(root) && folder.endsWith(".git");
            return git ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean wanted = attributes.isRegularFile() || attributes.isSymbolicLink();
            if (wanted && !file.endsWith(".git")) {
                add(file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
