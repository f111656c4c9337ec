package io.headrace.agent;

import io.headrace.model.Attempt;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import io.headrace.model.Spans;
import io.headrace.model.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells how long steps took. When one began is held in memory, one for each instance; of a step that began before the
 * server was started only its end is known.
 */
final class StepSpans {

    private record Begun(String step, Instant at) {}

    private final Spans spans;
    private final InstantSource clock;
    private final Map<InstanceKey, Begun> running = new ConcurrentHashMap<>();

    StepSpans(Spans spans, InstantSource clock) {
        this.spans = spans;
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    /** An agent that asks again has not begun again. */
    void begun(InstanceKey key, String step) {
        if (!spans.equals(Spans.NONE)) {
            Begun now = new Begun(step, clock.instant());
            running.merge(key, now, (known, later) -> known.step().equals(step) ? known : later);
        }
    }

    /** A step ended, of the commit that the run's latest attempt is of. */
    void ended(RunState state, InstanceKey key, Step step, int exitCode) {
        Begun begun = running.remove(key);
        Attempt attempt = state.attempt();
        if (!spans.equals(Spans.NONE) && attempt != null) {
            Instant now = clock.instant();
            spans.ended(key.run().repositoryKey(), attempt.commit(), "step " + step.kind().key(),
                    begun != null && begun.step().equals(step.id()) ? begun.at() : now, now,
                    Map.of("run", key.run().name(), "instance", key.slot() + ":" + key.generation(), "step",
                            step.kind().key(), "component", step.component(), "exitCode", Integer.toString(exitCode)),
                    exitCode == 0 ? null : "exit code " + exitCode);
        }
    }

    void forget(InstanceKey key) {
        running.remove(key);
    }
}
