package io.headrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A stream of server-sent events, read one by one. The server says something every 15 s; after 45 s of silence it ends. */
final class EventLines implements AutoCloseable {

    private static final long SILENCE = 45;

    private final InputStream stream;
    private final BufferedReader lines;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final ScheduledFuture<?> watching;
    private volatile long heard = System.nanoTime();

    /** One event; {@code type} is empty for the usual one. */
    record Message(String id, String type, String data) {}

    EventLines(InputStream stream) {
        this.stream = stream;
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.watching = watch.scheduleWithFixedDelay(this::endWhenSilent, SILENCE, 5, TimeUnit.SECONDS);
    }

    /** Waits for the next event; empty when the stream ended, whyever. */
    Optional<Message> next() {
        String id = "";
        String type = "";
        String data = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard = System.nanoTime();
                if (line.isEmpty() && !data.isEmpty()) {
                    return Optional.of(new Message(id, type, data));
                }
                id = field(line, "id: ", id);
                type = field(line, "event: ", type);
                data = field(line, "data: ", data);
            }
            return Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String field(String line, String name, String before) {
        return line.startsWith(name) ? line.substring(name.length()) : before;
    }

    private void endWhenSilent() {
        if (System.nanoTime() - heard > TimeUnit.SECONDS.toNanos(SILENCE)) {
            close();
        }
    }

    @Override
    public void close() {
        watching.cancel(true);
        watch.shutdownNow();
        try {
            stream.close();
        } catch (IOException closed) {
            // It is gone either way.
            return;
        }
    }
}
