package io.headrace.cli;

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
    private boolean former = true;
    private boolean several;
    private String printed = "";

    /** How far a step was read: bytes taken, and the line that has no end yet. */
    private static final class Progress {

        private LogStep step;
        private long offset;
        private String rest = "";

        Progress(LogStep step) {
            this.step = step;
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
        List<LogStep> wanted = wanted(known(former));
        former = former && wanted.stream().anyMatch(LogStep::former);
        // Judged before reading: what an ended step printed is all there.
        boolean over = (step.isPresent() || former) && !wanted.isEmpty() && wanted.stream().allMatch(LogStep::over);
        several = several || wanted.stream().filter(one -> one.bytes() > 0).limit(2).count() > 1;
        wanted.forEach(this::read);
        ended = over;
        return !wanted.isEmpty();
    }

    /** All steps that the server lists. */
    List<LogStep> known(boolean alsoFormer) {
        return client.list(run.path("logs"), Map.of("former", alsoFormer))
                .path("items")
                .valueStream()
                .map(LogStep::new)
                .toList();
    }

    /** Those that have the names that were given. */
    List<LogStep> asked(List<LogStep> steps) {
        return steps.stream().filter(one -> one.is(instance, step)).toList();
    }

    /** Those that are meant: of instances that are gone only when no other is meant. */
    private List<LogStep> wanted(List<LogStep> steps) {
        List<LogStep> all = asked(steps);
        List<LogStep> present = all.stream().filter(one -> !one.former()).toList();
        return present.isEmpty() ? all : present;
    }

    /** Whether the steps that were asked for by name have ended. */
    boolean ended() {
        return ended;
    }

    /** Prints lines that have no end. */
    void flush() {
        known.values().stream().filter(one -> !one.rest.isEmpty()).forEach(one -> print(one, one.rest + "\n"));
    }

    private void read(LogStep one) {
        String id = one.id();
        Progress progress = known.computeIfAbsent(id, _ -> new Progress(one));
        progress.step = one;
        while (progress.offset < one.bytes()) {
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
        if (several && !progress.step.id().equals(printed)) {
            server.out().println(Printable.line(progress.step.heading()));
            printed = progress.step.id();
        }
        String shown = server.here().screen().terminal() ? Printable.output(lines) : lines;
        String label = Printable.line(progress.step.label());
        shown.lines().forEach(line -> server.out().println(raw ? line : label + " | " + line));
        server.out().flush();
    }
}
