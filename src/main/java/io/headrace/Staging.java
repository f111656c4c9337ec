package io.headrace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one backup lies while it is made: a folder {@code .backup-N} in the data folder, the unfinished archive beside the
 * file that it becomes, and {@code .backup-N.lock}, which names that archive. It is there before the others and goes after
 * them; its lock is held as long as the backup's process lives, so that others can tell what was left by a dead one.
 */
final class Staging implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
    private static final String PREFIX = ".backup-";
    private static final String LOCK = ".lock";
    private static final String PART = ".part";

    private final Path lock;
    private final FileChannel channel;
    private final Path folder;
    private final Path part;

    private Staging(Path lock, FileChannel channel, Path whole) {
        String id = lock.getFileName().toString().substring(PREFIX.length()).replace(LOCK, "");
        this.lock = lock;
        this.channel = channel;
        this.folder = folder(lock);
        this.part = whole.resolveSibling("." + whole.getFileName() + "." + id + PART);
    }

    /**
     * Makes the folder.
     *
     * @param whole what the archive will be, as an absolute path
     */
    static Staging open(Path data, Path whole) throws IOException {
        while (true) {
            Path lock = Files.createTempFile(data, PREFIX, LOCK);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.lock();
            // Somebody who looked for leftovers may have taken it for one before it was locked.
            if (Files.exists(lock)) {
                Staging staging = new Staging(lock, channel, whole);
                channel.write(ByteBuffer.wrap(staging.part.toString().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
                DataFolder.make(staging.folder);
                return staging;
            }
            channel.close();
        }
    }

    /** Copies of what is backed up. */
    Path folder() {
        return folder;
    }

    /** The archive while it is written. */
    Path part() {
        return part;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            delete(lock, part);
        }
    }

    /** Deletes what backups left that were killed; what cannot be deleted stays, and the log says so. */
    static void removeLeftovers(Path data) {
        try {
            for (Path lock : entries(data).stream().filter(path -> path.toString().endsWith(LOCK)).toList()) {
                removeDead(lock);
            }
            for (Path folder : entries(data).stream().filter(path -> !path.toString().endsWith(LOCK)).toList()) {
                if (!Files.exists(folder.resolveSibling(folder.getFileName() + LOCK))) {
                    Trees.delete(folder);
                }
            }
        } catch (IOException | CannotException e) {
            LOG.warn("what a backup left in {} cannot be removed: {}", data, e.getMessage());
        }
    }

    private static void removeDead(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock held = channel.tryLock();
            if (held != null) {
                // Through this channel: closing another one of the file would give the lock up.
                ByteBuffer text = ByteBuffer.allocate((int) channel.size());
                channel.read(text);
                Path part = Path.of(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
                delete(lock, part);
                LOG.info("removed what a backup left that was cut off: {}", part);
            }
        } catch (OverlappingFileLockException | NoSuchFileException living) {
            // Of a backup of this process, or of one that has just ended.
            LOG.debug("{} is not left", lock);
        }
    }

    private static void delete(Path lock, Path part) throws IOException {
        if (Files.isDirectory(folder(lock))) {
            Trees.delete(folder(lock));
        }
        if (part.toString().endsWith(PART)) {
            Files.deleteIfExists(part);
        }
        Files.deleteIfExists(lock);
    }

    private static Path folder(Path lock) {
        String name = lock.getFileName().toString();
        return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static List<Path> entries(Path data) throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(path -> path.getFileName().toString().startsWith(PREFIX)).sorted().toList();
        }
    }
}
