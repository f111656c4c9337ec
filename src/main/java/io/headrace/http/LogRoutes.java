package io.headrace.http;

import io.headrace.agent.AgentLogs;
import io.headrace.model.BlobStore;
import io.headrace.model.Instance;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What steps print: the steps of a run, and the output of one as text from an offset on. Whoever follows it asks again
 * from the offset that the last answer ended at.
 */
final class LogRoutes implements Routes {

    /** The offset, in bytes, at which the next piece begins. */
    static final String NEXT = "Headrace-Next-Offset";

    private static final int PIECE = 1 << 20;
    private static final Pattern STEP = Pattern
            .compile("(?=[^.]{1,63}\\.)([a-z0-9]+(?:-+[a-z0-9]+)*\\.[1-9]\\d{0,8}):([1-9]\\d{0,8}):\\d{1,9}");

    private static final Listing<StepView> STEPS = Listing.of(StepView.class, "step")
            .filteredBy("instance", "kind", "status");

    private final Runs runs;
    private final BlobStore blobs;

    /** One step of one instance. */
    record StepView(String step, String instance, int generation, String kind, String component, String status,
            @Nullable Integer exitCode, long bytes) {}

    LogRoutes(Runs runs, BlobStore blobs) {
        this.runs = runs;
        this.blobs = blobs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(RunRoutes.RUN + "/-/logs", this::list);
        routes.get(RunRoutes.RUN + "/-/logs/{step}", this::text);
    }

    private void list(Context ctx) {
        RunState state = state(ctx);
        List<StepView> steps = state.instances()
                .stream()
                .flatMap(instance -> instance.steps().stream().map(step -> view(state.key(), instance, step)))
                .toList();
        Answers.json(ctx, STEPS.page(ctx, steps));
    }

    private StepView view(RunKey run, Instance instance, Step step) {
        return new StepView(step.id(), instance.slot().toString(), instance.generation(), step.kind().key(),
                step.component(), Views.word(step.status()), step.exitCode(), blobs.length(name(run, step.id())));
    }

    private void text(Context ctx) {
        RunState state = state(ctx);
        String step = ctx.pathParam("step");
        if (!STEP.matcher(step).matches()) {
            throw ApiException.notFound();
        }
        long offset = Asked.number(ctx, "offset", 0, 0, Long.MAX_VALUE);
        String name = name(state.key(), step);
        boolean known = state.instances()
                .stream()
                .flatMap(one -> one.steps().stream())
                .anyMatch(
                        one -> one.id().equals(step));
        long length = blobs.length(name);
        if (length == 0 && !known) {
            throw ApiException.notFound();
        }
        if (length == 0 && begun(state, step) && blobs.open(name, 0).isEmpty()) {
            throw new ApiException(410, "log-gone",
                    "the log of step " + step + " is gone: it was deleted, or the server lost its logs");
        }
        byte[] piece = offset >= length ? new byte[0] : read(blobs.open(name, offset));
        ctx.header(NEXT, Long.toString(offset + piece.length)).header("Cache-Control", "no-store");
        ctx.contentType("text/plain; charset=utf-8").result(piece);
    }

    /** Whether its agent has begun it: from then on it has a log, if maybe an empty one. */
    private static boolean begun(RunState state, String step) {
        return state.instances()
                .stream()
                .flatMap(one -> one.steps().stream())
                .anyMatch(one -> one.id().equals(step)
                        && (one.status() == Step.Status.RUNNING || one.exitCode() != null));
    }

    /** At most one piece, and no half of a character at its end, unless that is all there is. */
    private static byte[] read(Optional<InputStream> log) {
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

    private RunState state(Context ctx) {
        return runs.find(Asked.run(ctx)).orElseThrow(ApiException::notFound);
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
