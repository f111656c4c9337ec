package io.headrace.connector;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes folders of machines that are no more: moves them aside first, so that nobody sees them again, waits for small
 * ones and goes on with large ones in the background. What a kill interrupts is taken up when the account is opened next, what fails also at
 * each look at the machines.
 */
final class Removals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
    /** How folders begin that are being filled. */
    static final String NEW = ".new-";
    private static final String GONE = ".gone-";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AT_CLOSE = Duration.ofSeconds(5);

    private final Path folder;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Set<Path> left = ConcurrentHashMap.newKeySet();
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    Removals(Path folder) {
        this.folder = folder;
    }

    void remove(Path machine) throws IOException {
        join(start(aside(machine)), PATIENCE);
    }

    /** Its name is free from then on: it may be made anew while the removal goes on. */
    private Path aside(Path machine) throws IOException {
        Path aside = Files.createTempDirectory(folder, GONE);
        try {
            Files.move(machine, aside.resolve(machine.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed by another delete meanwhile", machine);
        }
        return aside;
    }

    /** Goes on with what was moved aside before, and with folders that nobody fills any more. */
    void resume() throws IOException {
        try (DirectoryStream<Path> gone = Files.newDirectoryStream(folder, GONE + "*")) {
            gone.forEach(this::start);
        }
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(folder, NEW + "*")) {
            for (Path one : begun) {
                start(aside(one));
            }
        }
    }

    /** Tries once more what could not be removed before. */
    void again() {
        for (Path aside : List.copyOf(left)) {
            if (left.remove(aside)) {
                start(aside);
            }
        }
    }

    /** Says so once. */
    private void failed(Path aside, IOException why) {
        left.add(aside);
        if (told.add(aside)) {
            LOG.warn("cannot remove {}; tried again at each look at the machines", aside, why);
        }
    }

    private Thread start(Path aside) {
        Thread thread = Thread.ofVirtual().name("remove " + aside.getFileName()).unstarted(() -> {
            try {
                FolderRemoval.remove(aside);
            } catch (IOException e) {
                failed(aside, e);
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
        return thread;
    }

    private static void join(Thread thread, Duration limit) {
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running.forEach(thread -> join(thread, AT_CLOSE));
    }
}
