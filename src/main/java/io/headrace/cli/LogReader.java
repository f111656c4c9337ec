package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.net.DirectClient.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the output of a run's steps from where it last ended, and prints whole lines. */
final class LogReader {

    private final ServerClient client;
    private final ServerOptions server;
    private final RunName run;
    private final Optional<String> instance;
    private final Optional<String> step;
    private final Map<String, Progress> known = new LinkedHashMap<>();
    private boolean ended;

    /** How far a step was read: bytes taken, and the line that has no end yet. */
    private static final class Progress {

        private final String label;
        private long offset;
        private String rest = "";

        Progress(String label) {
            this.label = label;
        }
    }

    LogReader(ServerClient client, ServerOptions server, RunName run, @Nullable String instance,
            @Nullable String step) {
        this.client = client;
        this.server = server;
        this.run = run;
        this.instance = Optional.ofNullable(instance);
        this.step = Optional.ofNullable(step);
    }

    /** Prints what is new; whether there is any such step. */
    boolean read() {
        List<JsonNode> steps = client.list(run.path("logs"), Map.of()).path("items").valueStream().toList();
        List<JsonNode> wanted = steps.stream().filter(this::wanted).toList();
        // Judged before reading: what an ended step printed is all there.
        boolean over = step.isPresent() && !wanted.isEmpty() && wanted.stream().allMatch(LogReader::over);
        wanted.forEach(this::read);
        ended = over;
        return !wanted.isEmpty();
    }

    /** Whether the steps that were asked for by name have ended. */
    boolean ended() {
        return ended;
    }

    /** Prints lines that have no end. */
    void flush() {
        known.values().stream().filter(one -> !one.rest.isEmpty()).forEach(one -> print(one, one.rest + "\n"));
    }

    private boolean wanted(JsonNode one) {
        String id = one.path("step").asText();
        String name = one.path("instance").asText();
        return instance.filter(wanted -> !wanted.equals(name) && !id.startsWith(wanted + ":")).isEmpty()
                && step.filter(wanted -> !wanted.equals(id) && !wanted.equals(one.path("kind").asText())).isEmpty();
    }

    private static boolean over(JsonNode step) {
        return !step.path("status").asText().matches("waiting|running|ending");
    }

    private void read(JsonNode one) {
        String id = one.path("step").asText();
        Progress progress = known.computeIfAbsent(id,
                _ -> new Progress(one.path("instance").asText() + " " + one.path("kind").asText()));
        while (progress.offset < one.path("bytes").asLong()) {
            Answer piece = client.raw(run.path("logs/" + ServerClient.encoded(id)) + "?offset=" + progress.offset);
            long next = piece.header("Headrace-Next-Offset")
                    .filter(said -> said.matches("\\d{1,18}"))
                    .map(Long::parseLong)
                    .orElseThrow(client::foreign);
            if (next <= progress.offset) {
                return;
            }
            progress.offset = next;
            take(progress, piece.text());
        }
    }

    private void take(Progress progress, String text) {
        String all = progress.rest + text;
        int end = all.lastIndexOf('\n') + 1;
        progress.rest = all.substring(end);
        if (end > 0) {
            print(progress, all.substring(0, end));
        }
    }

    private void print(Progress progress, String lines) {
        boolean raw = step.isPresent() && known.size() == 1;
        String shown = server.here().screen().terminal() ? Printable.output(lines) : lines;
        shown.lines().forEach(line -> server.out().println(raw ? line : progress.label + " | " + line));
        server.out().flush();
    }
}
