package io.headrace.http;

import io.headrace.model.Instance;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What steps print: the steps of a run, the output of one as text from an offset on, and that of all together. Whoever
 * follows it asks for a stream, or again from the offset that the last answer ended at.
 */
final class LogRoutes implements Routes {

    /** The offset, in bytes, at which the next piece begins. */
    static final String NEXT = "Headrace-Next-Offset";

    private static final Listing<StepView> STEPS = Listing.of(StepView.class, "step")
            .filteredBy("instance", "kind", "status");

    private final Runs runs;
    private final StepLogs logs;
    private final LogStreams streams;
    private final FormerSteps former;

    /**
     * One step of one instance; its log is gone when it was deleted, or lost by the server. Of a former instance only the
     * log is kept: kind and component may be unknown, and empty.
     */
    record StepView(String step, String instance, int generation, @Nullable Integer attempt, String kind,
            String component, String status, @Nullable Integer exitCode, long bytes, boolean gone, boolean former) {}

    LogRoutes(Runs runs, StepLogs logs, LogStreams streams, FormerSteps former) {
        this.runs = runs;
        this.logs = logs;
        this.streams = streams;
        this.former = former;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(RunRoutes.RUN + "/-/logs", this::list, STEPS.query("former"));
        routes.get(RunRoutes.RUN + "/-/logs/{step}", this::text, Query.of("offset", "follow"));
        routes.get(RunRoutes.RUN + "/-/log", this::combined, Query.of("follow"));
    }

    private void list(Context ctx) {
        RunState state = state(ctx);
        boolean all = Asked.flag(ctx, "former", false);
        List<StepView> steps = Stream.concat(
                state.instances()
                        .stream()
                        .flatMap(instance -> instance.steps().stream().map(step -> view(state.key(), instance, step))),
                all ? former.of(state).stream() : Stream.empty()).toList();
        Answers.json(ctx, STEPS.page(ctx, steps));
    }

    private StepView view(RunKey run, Instance instance, Step step) {
        return new StepView(step.id(), instance.slot().toString(), instance.generation(), step.attempt(),
                step.kind().key(), step.component(), Views.word(step.status()), step.exitCode(),
                logs.length(run, step.id()), begun(step) && logs.missing(run, step.id()), false);
    }

    private void text(Context ctx) throws IOException, InterruptedException {
        RunState state = state(ctx);
        String step = ctx.pathParam("step");
        long offset = Asked.number(ctx, "offset", 0, 0, Long.MAX_VALUE);
        boolean follow = Asked.flag(ctx, "follow", false);
        if (!StepLogs.isStep(step) || (StepLogs.step(state, step).isEmpty() && logs.missing(state.key(), step))) {
            throw ApiException.notFound();
        }
        boolean begun = StepLogs.step(state, step).filter(one -> begun(one) && !(follow && one.open())).isPresent();
        if (begun && logs.missing(state.key(), step)) {
            throw new ApiException(410, "log-gone",
                    "the log of step " + step + " is gone: it was deleted, or the server lost its logs");
        }
        if (follow) {
            streams.step(ctx, state.key(), step, offset);
            return;
        }
        byte[] piece = logs.piece(state.key(), step, offset);
        ctx.header(NEXT, Long.toString(offset + piece.length)).header("Cache-Control", "no-store");
        ctx.contentType("text/plain; charset=utf-8").result(piece);
    }

    /** Whether its agent has begun it: from then on it has a log, if maybe an empty one. */
    static boolean begun(Step step) {
        return step.status() == Step.Status.RUNNING || step.exitCode() != null;
    }

    private void combined(Context ctx) throws IOException, InterruptedException {
        streams.run(ctx, state(ctx).key(), Asked.flag(ctx, "follow", false));
    }

    private RunState state(Context ctx) {
        return runs.find(Asked.run(ctx)).orElseThrow(ApiException::notFound);
    }
}
