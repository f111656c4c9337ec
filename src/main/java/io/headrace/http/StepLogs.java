package io.headrace.http;

import io.headrace.agent.AgentLogs;
import io.headrace.model.BlobStore;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output of steps as blobs, by their ids, and pieces of it. */
final class StepLogs {

    private static final int PIECE = 1 << 20;
    private static final Pattern STEP = Pattern
            .compile("(?=[^.]{1,63}\\.)([a-z0-9]+(?:-+[a-z0-9]+)*\\.[1-9]\\d{0,8}):([1-9]\\d{0,8}):\\d{1,9}");

    private final BlobStore blobs;

    StepLogs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Whether a text can be the id of a step. */
    static boolean isStep(String text) {
        return STEP.matcher(text).matches();
    }

    static Optional<Step> step(RunState state, String id) {
        return state.instances()
                .stream()
                .flatMap(one -> one.steps().stream())
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    /** The ids of the steps of which there is a log, whether or not the run still knows their instances. */
    List<String> kept(RunKey run) {
        String folder = "logs/" + run + "/";
        // Logs of a run whose name begins with this one's have more parts.
        return blobs.list(folder)
                .stream()
                .map(name -> name.substring(folder.length()).replace('/', ':'))
                .filter(StepLogs::isStep)
                .toList();
    }

    long length(RunKey run, String step) {
        return blobs.length(name(run, step));
    }

    /** Whether there is not even an empty one. */
    boolean missing(RunKey run, String step) {
        return length(run, step) == 0 && blobs.open(name(run, step), 0).isEmpty();
    }

    /** At most one piece from an offset on, and no half of a character at its end, unless that is all there is. */
    byte[] piece(RunKey run, String step, long offset) {
        String name = name(run, step);
        if (offset >= blobs.length(name)) {
            return new byte[0];
        }
        Optional<InputStream> log = blobs.open(name, offset);
        if (log.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = log.get()) {
            byte[] bytes = in.readNBytes(PIECE);
            int whole = Utf8.whole(bytes);
            return whole == 0 ? bytes : Arrays.copyOf(bytes, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blob of a step, whose id begins with slot and generation. */
    private static String name(RunKey run, String step) {
        Matcher matcher = STEP.matcher(step);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the id of a step: " + step);
        }
        Slot slot = Slot.parse(matcher.group(1));
        return AgentLogs.log(run.instance(slot, Integer.parseInt(matcher.group(2))), step);
    }
}
