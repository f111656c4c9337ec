package io.headrace;

import io.headrace.git.Snapshot;
import io.headrace.model.Plural;
import io.headrace.store.DatabaseCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Copies everything that a server needs to be itself into one archive, while it runs. The database comes first: what is
 * in the repositories and logs afterwards may be newer than it, never older, and a server finds its way from there.
 */
final class Backup {
    /** The first file of an archive and what it says. */
    static final String MARK = "headrace-backup";
    static final String FORMAT = "1";

    /** The folder of local machines: they are what runs, not what is known of it. */
    static final String MACHINES = "machines";
    static final String DATABASE = "database";
    static final String GIT = "git";

    private static final int TOLD_EACH = 1000;

    private final ServerConfig config;
    private final Consumer<String> progress;

    Backup(ServerConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    /** Writes the archive, for its owner alone; what was there under that name is replaced at the end. */
    void write(Path file) {
        if (!Files.isDirectory(config.data()) || !DatabaseCopy.exists(config.databaseUrl())) {
            throw new CannotException("there is nothing to back up: " + config.data().toAbsolutePath()
                    + " and its database were not made by a server yet");
        }
        Path whole = file.toAbsolutePath();
        if (!Files.isDirectory(whole.resolveSibling("."))) {
            throw new CannotException("there is no folder " + whole.getParent() + " to write the backup to");
        }
        try {
            Staging.removeLeftovers(config.data());
            try (Staging staging = Staging.open(config.data(), whole)) {
                write(staging.part(), staging.folder());
                Files.move(staging.part(), whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            progress.accept("written: " + whole + ", " + Files.size(whole) + " bytes");
        } catch (IOException e) {
            throw new CannotException("cannot write the backup " + whole + ": " + e, e);
        }
    }

    private void write(Path part, Path staging) throws IOException {
        try (TarWriter tar = TarWriter.create(part)) {
            tar.add(MARK, (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII));
            Path copy = staging.resolve(DATABASE);
            DatabaseCopy.write(config.databaseUrl(), copy);
            tar.add(DATABASE, copy);
            progress.accept("database: " + Files.size(copy) + " bytes");
            progress.accept("repositories: " + Snapshot.copy(config.data().resolve(GIT), staging.resolve(GIT)));
            add(tar, staging, staging.resolve(GIT));
            for (Path entry : entries()) {
                add(tar, config.data(), entry);
            }
            tar.finish();
        }
    }

    /** All in the data folder that is the server's and was not copied otherwise. */
    private List<Path> entries() throws IOException {
        Path database = DatabaseCopy.path(config.databaseUrl());
        try (Stream<Path> all = Files.list(config.data())) {
            return all.filter(path -> {
                String name = path.getFileName().toString();
                boolean ofDatabase = path.toAbsolutePath().normalize().toString().startsWith(database.toString());
                return !name.startsWith(".") && !ofDatabase && !name.equals(GIT) && !name.equals(MACHINES);
            }).sorted().toList();
        }
    }

    private void add(TarWriter tar, Path root, Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        long count = 0;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(top)) {
            files = walk.filter(file -> empty(file) || (Files.isRegularFile(file) && !hidden(file))).toList();
        }
        for (Path file : files) {
            try {
                if (Files.isDirectory(file)) {
                    // Git takes a repository without its folders for none.
                    tar.addFolder(name(root, file) + "/");
                } else {
                    tar.add(name(root, file), file);
                    count++;
                }
            } catch (NoSuchFileException gone) {
                // Deleted since it was listed: by a clean-up, or with its run.
                continue;
            }
            if (count > 0 && count % TOLD_EACH == 0) {
                progress.accept(top.getFileName() + ": " + count + " of " + Plural.of(files.size(), "file"));
            }
        }
        progress.accept(top.getFileName() + ": " + Plural.of(count, "file"));
    }

    private static boolean empty(Path path) {
        String[] names = path.toFile().list();
        return Files.isDirectory(path) && names != null && names.length == 0;
    }

    /** What is only on its way to its name. */
    private static boolean hidden(Path file) {
        return file.getFileName().toString().startsWith(".put-");
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
