package io.headrace.store;

import io.headrace.model.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Blobs as files below one folder. What {@code put} wrote is on the disk when it returns; what {@code append} wrote
 * survives a kill of the server, not a loss of power. An append that leaves a gap, and a blob over the limit, are
 * refused ({@link BlobRefusedException}); so is a name that could leave the folder ({@link IllegalArgumentException}).
 */
public final class FolderBlobs implements BlobStore {
    private static final int STRIPES = 64;
    private static final int CHUNK = 1 << 16;

    private final Path root;
    private final long mostBytes;
    private final List<ReentrantLock> locks = IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

    /** Held for reading while somebody needs a folder, for writing while empty ones are removed. */
    private final ReentrantReadWriteLock folders = new ReentrantReadWriteLock();

    /** What is done to a file. */
    @FunctionalInterface
    private interface Act<T> {
        T run() throws IOException;
    }

    /**
     * Makes the folder where absent.
     *
     * @param mostBytes how long one blob may be
     */
    public FolderBlobs(Path root, long mostBytes) {
        this.root = root.toAbsolutePath().normalize();
        this.mostBytes = mostBytes;
        on(root.toString(), () -> Files.createDirectories(this.root));
    }

    @Override
    public long append(String name, long offset, byte[] bytes) {
        Path path = BlobNames.resolve(root, name);
        return locked(name, () -> inFolder(path, () -> append(path, name, offset, bytes)));
    }

    private long append(Path path, String name, long offset, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long length = file.size();
            if (offset < 0 || offset > length) {
                throw new BlobRefusedException(name + ": bytes at " + offset + " leave a gap after " + length);
            }
            if (offset + bytes.length <= length) {
                return length;
            }
            refuseOver(name, offset + bytes.length);
            int known = (int) (length - offset);
            ByteBuffer rest = ByteBuffer.wrap(bytes, known, bytes.length - known);
            for (long at = length; rest.hasRemaining();) {
                at += file.write(rest, at);
            }
            return offset + bytes.length;
        }
    }

    @Override
    public void put(String name, InputStream content) {
        Path path = BlobNames.resolve(root, name);
        on(name, () -> {
            Path incoming = Files.createTempFile(root, ".put-", "");
            try {
                write(incoming, name, content);
                return locked(name, () -> inFolder(path, () -> publish(incoming, path)));
            } finally {
                Files.deleteIfExists(incoming);
            }
        });
    }

    private void write(Path path, String name, InputStream content) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long length = 0;
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                length += count;
                refuseOver(name, length);
                for (ByteBuffer part = ByteBuffer.wrap(chunk, 0, count); part.hasRemaining();) {
                    file.write(part);
                }
            }
            file.force(true);
        }
    }

    /** Gives the file its name, and has the folder remember it. */
    private static Path publish(Path incoming, Path path) throws IOException {
        Files.move(incoming, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (AccessDeniedException e) {
            // Where folders cannot be opened (Windows), the file system flushes renames itself.
            return path;
        }
        return path;
    }

    private void refuseOver(String name, long length) {
        if (length > mostBytes) {
            throw new BlobRefusedException(name + ": " + length + " bytes are more than the " + mostBytes + " allowed");
        }
    }

    @Override
    public Optional<InputStream> open(String name, long offset) {
        Path path = BlobNames.resolve(root, name);
        return on(name, () -> {
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Channels.newInputStream(FileChannel.open(path).position(offset)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public long length(String name) {
        Path path = BlobNames.resolve(root, name);
        return on(name, () -> Files.isRegularFile(path) ? Files.size(path) : 0L);
    }

    @Override
    public List<String> list(String prefix) {
        Path folder = BlobNames.folder(root, prefix);
        return on(prefix, () -> BlobTree.files(folder)).stream()
                .map(path -> BlobNames.name(root, path))
                .filter(name -> name.startsWith(prefix) && !name.startsWith("."))
                .sorted()
                .toList();
    }

    @Override
    public int deleteOlder(String prefix, Instant before, BiPredicate<String, Instant> needed) {
        int count = 0;
        for (String name : list(prefix)) {
            Path path = BlobNames.resolve(root, name);
            Optional<Instant> written = on(name, () -> written(path));
            if (written.filter(at -> at.isBefore(before) && !needed.test(name, at)).isPresent()) {
                count += locked(name, () -> written(path).equals(written) && Files.deleteIfExists(path) ? 1 : 0);
            }
        }
        prune(prefix);
        return count;
    }

    private static Optional<Instant> written(Path path) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(path).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String prefix) {
        for (String name : list(prefix)) {
            locked(name, () -> Files.deleteIfExists(BlobNames.resolve(root, name)));
        }
        prune(prefix);
    }

    private void prune(String prefix) {
        Path folder = BlobNames.folder(root, prefix);
        folders.writeLock().lock();
        try {
            on(prefix, () -> BlobTree.prune(root, folder));
        } finally {
            folders.writeLock().unlock();
        }
    }

    private <T> T locked(String name, Act<T> act) {
        ReentrantLock lock = locks.get(Math.floorMod(name.hashCode(), STRIPES));
        lock.lock();
        try {
            return on(name, act);
        } finally {
            lock.unlock();
        }
    }

    /** Does it with the file's folder there, which no deletion takes away meanwhile. */
    private <T> T inFolder(Path path, Act<T> act) throws IOException {
        folders.readLock().lock();
        try {
            Files.createDirectories(path.resolveSibling("."));
            return act.run();
        } finally {
            folders.readLock().unlock();
        }
    }

    private static <T> T on(String name, Act<T> act) {
        try {
            return act.run();
        } catch (IOException e) {
            StoreUnavailableException.ofFile("blob " + name, e).ifPresent(full -> {
                throw full;
            });
            throw new UncheckedIOException("blob " + name + ": " + e.getMessage(), e);
        }
    }
}
