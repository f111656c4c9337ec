package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.Entry;
import io.headrace.model.RunKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A program that the tests start and kill: it opens the database, says {@code open}, and then writes with many threads,
 * for ever, one line on its output for each write that was answered: {@code RUN NUMBER}.
 */
final class ChildServer {
    private static final int WRITERS = 16;

    private ChildServer() {}

    /** Starts it with its output in a file, from which all that it said can be read whatever becomes of it. */
    static Process start(String url, Path output) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                ChildServer.class.getName(), url).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    public static void main(String[] arguments) {
        Database database = Database.open(arguments[0], InstantSource.system());
        say("open");
        Runs runs = new Runs(database, Samples.PROJECTION);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                RunKey key = Samples.INFRA.run("run-" + i);
                threads.execute(() -> write(runs, key));
            }
        }
    }

    private static void write(Runs runs, RunKey key) {
        for (int number = 1;; number++) {
            int attempt = number;
            runs.update(key, state -> new Change(state.withAttempt(Samples.attempt(attempt, "c" + attempt)), List.of(),
                    List.of(new Entry("attempt.opened", "", Integer.toString(attempt)))));
            say(key.name() + " " + number);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
