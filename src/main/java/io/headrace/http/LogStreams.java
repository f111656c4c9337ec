package io.headrace.http;

import io.headrace.model.Instance;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.PageRequest;
import io.headrace.store.Runs;
import io.headrace.store.Sort;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Output as it comes: of one step until it has ended, or of all steps of a run, line by line with the instance before
 * each. Steps come in the order in which they began.
 */
final class LogStreams {

    /** How long what is printed may wait; what happens to the run wakes at once. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private static final int REMEMBERED = 1_000;
    private static final int ENOUGH = 1 << 19;
    private static final int LONGEST = 1 << 16;

    private final Runs runs;
    private final Events events;
    private final StepLogs logs;
    private final EventFeed feed;
    private final Access access;
    private final OpenStreams streams;
    private final Duration beat;

    LogStreams(Runs runs, Events events, StepLogs logs, EventFeed feed, Access access, OpenStreams streams,
            Duration beat) {
        this.runs = runs;
        this.events = events;
        this.logs = logs;
        this.feed = feed;
        this.access = access;
        this.streams = streams;
        this.beat = beat;
    }

    /** What gives the next bytes; it is asked until it has given all after its source had ended. */
    private interface Source {

        byte[] next(RunState state);

        boolean ended(RunState state);
    }

    /** One step, from an offset on, byte by byte as it printed. */
    void step(Context ctx, RunKey run, String step, long offset) throws IOException, InterruptedException {
        long[] position = {offset};
        stream(ctx, run, new Source() {
            @Override
            public byte[] next(RunState state) {
                byte[] piece = logs.piece(run, step, position[0]);
                position[0] += piece.length;
                return piece;
            }

            @Override
            public boolean ended(RunState state) {
                return StepLogs.step(state, step).filter(Step::open).isEmpty();
            }
        }, true);
    }

    /** All steps of a run, to the present or until the run has come to rest. */
    void run(Context ctx, RunKey run, boolean follow) throws IOException, InterruptedException {
        stream(ctx, run, new Combined(run), follow);
    }

    private void stream(Context ctx, RunKey run, Source source, boolean follow)
            throws IOException, InterruptedException {
        try (OpenStreams.Place _ = streams.enter(Access.of(ctx))) {
            ctx.res().setContentType("text/plain;charset=utf-8");
            ctx.res().setHeader("Cache-Control", "no-store");
            ctx.res().setHeader("X-Accel-Buffering", "no");
            if (!HeadAsGet.wanted(ctx.req())) {
                // The first line may be long in coming; that it is allowed can be said now.
                ctx.res().flushBuffer();
                copy(run, source, follow, new Heartbeat(ctx, access, beat));
            }
        }
    }

    private void copy(RunKey run, Source source, boolean follow, Heartbeat pulse)
            throws IOException, InterruptedException {
        long position = feed.position();
        RunState state = runs.find(run).orElseGet(() -> RunState.fresh(run));
        boolean last = false;
        while (!feed.closed() && pulse.alive()) {
            // Asked before reading: what an ended step printed is all there.
            last = source.ended(state);
            byte[] piece = source.next(state);
            if (piece.length > 0) {
                if (!pulse.write(piece)) {
                    return;
                }
            } else if (last || !follow) {
                return;
            } else {
                EventFeed.Piece news = feed.after(position, EventFilter.of(run), LOOK);
                position = news.position();
                state = runs.find(run).orElse(state);
            }
        }
    }

    /** The lines of all steps; a line that has no end yet waits for it, unless its step has ended. */
    private final class Combined implements Source {

        private final RunKey run;
        private final Map<String, Long> read = new HashMap<>();
        private final Map<String, byte[]> begun = new LinkedHashMap<>();

        Combined(RunKey run) {
            this.run = run;
        }

        @Override
        public byte[] next(RunState state) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Begun one : order(state)) {
                String id = one.step().id();
                byte[] piece = logs.piece(run, id, read.getOrDefault(id, 0L));
                read.merge(id, (long) piece.length, Long::sum);
                begun.put(id, Lines.write(out, one.instance() + " | ", begun.getOrDefault(id, new byte[0]), piece,
                        !one.step().open() && piece.length == 0));
                // The rest next time, so that nobody holds the output of a whole run in memory.
                if (out.size() > ENOUGH) {
                    break;
                }
            }
            return out.toByteArray();
        }

        @Override
        public boolean ended(RunState state) {
            boolean open = state.attempt() != null && state.attempt().open();
            return !open && state.instances().stream().noneMatch(Instance::hasOpenSteps);
        }
    }

    private record Begun(String instance, Step step, long at) {}

    /** The steps that have begun, by the events that tell of it; those of forgotten events come first. */
    private List<Begun> order(RunState state) {
        Map<String, List<Long>> starts = new HashMap<>();
        for (Event event : events.list(EventFilter.of(state.key()), "step.started",
                new PageRequest(Sort.of("-id"), null, REMEMBERED)).items()) {
            starts.computeIfAbsent(event.subject() + " " + event.message(), _ -> new ArrayList<>())
                    .addFirst(event.id());
        }
        List<Begun> all = new ArrayList<>();
        for (Instance one : state.instances()) {
            for (Step step : one.steps()) {
                if (step.status() != Step.Status.WAITING) {
                    List<Long> known = starts.getOrDefault(one.id() + " " + step.kind().key() + " of "
                            + step.component(), new ArrayList<>());
                    all.add(new Begun(one.slot().toString(), step, known.isEmpty() ? 0 : known.removeFirst()));
                }
            }
        }
        all.sort(Comparator.comparingLong(Begun::at));
        return all;
    }

    /** Whole lines with something before each. */
    private static final class Lines {

        private Lines() {}

        /** Writes the lines that end in the piece, or all when it is the last; returns the one that has not ended. */
        static byte[] write(ByteArrayOutputStream out, String prefix, byte[] rest, byte[] piece, boolean last) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes(rest);
            for (byte one : piece) {
                line.write(one);
                if (one == '\n') {
                    end(out, prefix, line);
                }
            }
            if (line.size() > (last ? 0 : LONGEST)) {
                line.write('\n');
                end(out, prefix, line);
            }
            return line.toByteArray();
        }

        private static void end(ByteArrayOutputStream out, String prefix, ByteArrayOutputStream line) {
            out.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(line.toByteArray());
            line.reset();
        }
    }
}
