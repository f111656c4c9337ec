package io.headrace;

import io.headrace.model.Plural;
import io.headrace.store.DatabaseCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Puts a {@link Backup} where the configuration says that a server keeps its data. Nothing is overwritten: only the
 * folder of local machines may be there already, as they may still run.
 */
final class Restore {
    private final ServerConfig config;
    private final Consumer<String> progress;

    Restore(ServerConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    void read(Path file) {
        requireEmpty();
        DataFolder.make(config.data());
        try {
            Path staging = Files.createTempDirectory(config.data(), ".restore-");
            try {
                unpack(file, staging);
                publish(staging);
            } finally {
                Trees.delete(staging);
            }
        } catch (IOException e) {
            throw new CannotException("cannot restore " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
        progress.accept("restored into " + config.data().toAbsolutePath() + "; start the server with: headrace serve");
    }

    private void requireEmpty() {
        Path database = DatabaseCopy.path(config.databaseUrl());
        if (Files.exists(database)) {
            throw new CannotException("the database " + database + " exists; move it away first, with all else of "
                    + config.data() + " but '" + Backup.MACHINES + "', where local machines are");
        }
        if (!Files.isDirectory(config.data())) {
            return;
        }
        try (Stream<Path> all = Files.list(config.data())) {
            List<String> found = all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(Backup.MACHINES))
                    .sorted()
                    .toList();
            if (!found.isEmpty()) {
                throw new CannotException("the data folder " + config.data().toAbsolutePath() + " is not empty: "
                        + String.join(", ", found) + "; move that away first, but leave '" + Backup.MACHINES
                        + "', where local machines are");
            }
        } catch (IOException e) {
            throw new CannotException("cannot read the data folder " + config.data().toAbsolutePath(), e);
        }
    }

    private void unpack(Path file, Path staging) throws IOException {
        try (TarReader tar = TarReader.open(file)) {
            requireMark(tar);
            int count = 0;
            for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                Path target = staging.resolve(entry.get().name()).normalize();
                if (!target.startsWith(staging) || target.equals(staging)) {
                    throw new IOException("the archive names a file outside of it: " + entry.get().name());
                }
                Files.createDirectories(entry.get().folder() ? target : target.resolveSibling("."));
                if (entry.get().folder()) {
                    continue;
                }
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
                    tar.copyTo(out);
                }
                own(target);
                count++;
            }
            progress.accept(Plural.of(count, "file"));
        }
    }

    private static void requireMark(TarReader tar) throws IOException {
        ByteArrayOutputStream mark = new ByteArrayOutputStream();
        boolean ours = tar.next().filter(one -> one.name().equals(Backup.MARK) && one.size() < 100).isPresent();
        if (!ours) {
            throw new IOException("it is not an archive that headrace backup wrote");
        }
        tar.copyTo(mark);
        String format = mark.toString(StandardCharsets.US_ASCII).strip();
        if (!format.equals(Backup.FORMAT)) {
            throw new IOException("its format is " + format + ", and this Headrace reads " + Backup.FORMAT
                    + "; use the version that wrote it, or a newer one");
        }
    }

    private static void own(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** The database comes last: before it is there, no server can take half of a backup for the whole. */
    private void publish(Path staging) throws IOException {
        Path database = staging.resolve(Backup.DATABASE);
        if (!Files.isRegularFile(database)) {
            throw new IOException("the archive holds no database");
        }
        List<Path> entries;
        try (Stream<Path> all = Files.list(staging)) {
            entries = all.filter(path -> !path.equals(database)).toList();
        }
        for (Path entry : entries) {
            Files.move(entry, config.data().resolve(entry.getFileName().toString()));
        }
        Path target = DatabaseCopy.path(config.databaseUrl());
        Files.createDirectories(target.resolveSibling("."));
        Files.move(database, target);
    }
}
