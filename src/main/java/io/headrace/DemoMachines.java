package io.headrace;

import io.headrace.connector.Account;
import io.headrace.connector.CloudException;
import io.headrace.connector.Connector;
import io.headrace.connector.LocalProvider;
import io.headrace.model.AccountKey;
import io.headrace.model.Observed;
import io.headrace.model.Plural;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The local machines of a demo, which end with it: whoever tried Headrace out should not have to look for processes. A
 * demo that is killed leaves them, and the next one takes them up.
 */
final class DemoMachines {
    private static final String LOCAL = "local";
    /** Each machine needs some milliseconds, and a few seconds where its processes do not heed TERM. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Path folder;

    /** Those below a server's folder of machines. */
    DemoMachines(Path machines) {
        this.folder = machines.resolve(LOCAL);
    }

    /** How many there are, by their folders; the server may be at work there. */
    long count() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !path.getFileName().toString().startsWith(".")).count();
        } catch (IOException e) {
            throw new CannotException("cannot read the folder of machines " + folder.toAbsolutePath(), e);
        }
    }

    /** Deletes all at once, for a limited time; only when nobody makes any more. */
    void end(Consumer<String> say) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Connector cloud = open()) {
            List<Observed> machines = cloud.observe();
            if (machines.isEmpty()) {
                return;
            }
            say.accept("Ending the demo's " + Plural.of(machines.size(), "machine") + ".");
            List<Thread> deletions = machines.stream()
                    .map(machine -> Thread.ofVirtual().start(() -> delete(cloud, machine.id(), say)))
                    .toList();
            await(deletions, say);
        } catch (CloudException e) {
            say.accept("The demo's machines go on running: " + e.getMessage());
        }
    }

    private static void delete(Connector cloud, String id, Consumer<String> say) {
        try {
            cloud.delete(id);
        } catch (CloudException e) {
            say.accept("Machine " + id + " was not ended: " + e.getMessage());
        }
    }

    private static void await(List<Thread> deletions, Consumer<String> say) {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            for (Thread deletion : deletions) {
                if (!deletion.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    say.accept("Some machines do not end; the next demo takes them up.");
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Connector open() {
        AccountKey key = new AccountKey("demo", LOCAL, null, null, null);
        return new LocalProvider().open(new Account(key, "", "{}", null, folder, InstantSource.system()));
    }
}
