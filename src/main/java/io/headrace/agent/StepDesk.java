package io.headrace.agent;

import io.headrace.model.Change;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.model.Wake;
import io.headrace.plan.Awaited;
import io.headrace.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gives agents their steps, tells them when to stop one, and takes their reports of what became of it. */
final class StepDesk {

    /**
     * The shortest and the longest time of one long poll; then the agent asks again, and is known to be alive. They differ
     * so that agents that came together, after a restart of the server, do not come together for ever.
     */
    private static final Duration SHORTEST = Duration.ofSeconds(45);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AgentStore store;
    private final ParameterSpace parameters;
    private final AgentSignals signals;
    private final Wake wake;
    private final StepSpans spans;
    private final InstantSource clock;

    StepDesk(AgentStore store, ParameterSpace parameters, AgentSignals signals, Wake wake, StepSpans spans) {
        this.store = store;
        this.parameters = parameters;
        this.signals = signals;
        this.wake = wake;
        this.spans = spans;
        this.clock = spans.clock();
    }

    Answer hello(InstanceKey key) {
        Instant now = clock.instant();
        change(key, state -> Facts.bound(state, key.slot(), key.generation(), now));
        wake.heard(key);
        wake.run(key.run());
        return Answer.ok("bound");
    }

    /** Waits for the next step; while a step runs ({@code running}), waits until it is to be stopped or has ended. */
    Answer next(InstanceKey key, String running) {
        heard(key);
        long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(SHORTEST.toNanos(), LONGEST.toNanos());
        try (AgentSignals.Listener listener = signals.listen()) {
            listener.to(key);
            listener.to(key.run());
            while (true) {
                RunState state = state(key);
                Optional<Answer> answer = running.isEmpty() ? step(state, key) : stop(state, key, running);
                long left = end - System.nanoTime();
                if (answer.isPresent() || left <= 0 || signals.closed() || Thread.currentThread().isInterrupted()) {
                    return answer.orElseGet(() -> Answer.of(Answer.NOTHING, "nothing"));
                }
                listener.await(Duration.ofNanos(left));
            }
        }
    }

    /** The end of a silence is news for the run; else nobody has to look. */
    private void heard(InstanceKey key) {
        RunState before = state(key);
        Instant now = clock.instant();
        wake.heard(key);
        if (!Facts.heard(before, key.slot(), key.generation(), now).state().equals(before)) {
            change(key, state -> Facts.heard(state, key.slot(), key.generation(), now));
        }
        if (instance(before, key).drift() != null) {
            wake.run(key.run());
        }
    }

    /** The first that is open, also when it was given before: the agent knows what it has done of it. */
    private Optional<Answer> step(RunState state, InstanceKey key) {
        Instance instance = instance(state, key);
        return instance.steps()
                .stream()
                .filter(Step::open)
                .findFirst()
                .filter(step -> secretsThere(state, key, instance, step))
                .map(step -> StepScript.answer(key, instance,
                        step, parameters.inputs(state, instance), store.scripts().script(step.script())));
    }

    /** Whether nothing is missing that only a person can give; says so where people look. */
    private boolean secretsThere(RunState state, InstanceKey key, Instance instance, Step step) {
        String missing = step.status() == Step.Status.WAITING && needsSecrets(step)
                ? parameters.missingSecret(state, instance).orElse(null)
                : null;
        if (!Optional.ofNullable(missing).equals(Awaited.secret(instance))) {
            change(key, before -> Facts.secretAwaited(before, key.slot(), key.generation(), missing));
            wake.run(key.run());
        }
        return missing == null;
    }

    /** What has to be told or collected on the way out is not held up. */
    private static boolean needsSecrets(Step step) {
        return switch (step.kind()) {
            case PREPARE, PACKAGES, INSTALL, DEPLOY, VERIFY, UPDATE, ON_ADD, POST_SCALE -> true;
            case REPORT, PRE_SCALE, ON_REMOVE -> false;
        };
    }

    private Optional<Answer> stop(RunState state, InstanceKey key, String stepId) {
        Optional<Step> step = instance(state, key).steps().stream().filter(one -> one.id().equals(stepId)).findFirst();
        boolean ended = step.map(one -> one.status() == Step.Status.ENDED).orElse(true);
        if (ended || step.filter(StepDesk::unwanted).isPresent()) {
            return Optional.of(Answer.of(Answer.CONFLICT, reason(state)));
        }
        return step.filter(one -> !one.open()).map(_ -> Answer.of(Answer.NOTHING, "the step has ended"));
    }

    /** Whether an abort, or a newer plan, wants the agent to stop it. */
    private static boolean unwanted(Step step) {
        return step.status() == Step.Status.ENDING;
    }

    private static String reason(RunState state) {
        return state.attempt() != null && state.attempt().abort() != null
                ? state.attempt().abort()
                : "the step is no longer wanted";
    }

    /** The agent is about to run a step; it does so only when this agrees. */
    Answer started(InstanceKey key, String stepId) {
        RunState state = change(key, before -> step(before, key, stepId)
                .filter(one -> one.open() && !unwanted(one))
                .map(_ -> Facts.stepStarted(before, key.slot(), key.generation(), stepId))
                .orElseGet(() -> Change.silent(before)));
        wake.run(key.run());
        return step(state, key, stepId).filter(one -> one.status() == Step.Status.RUNNING)
                .map(_ -> begun(key, stepId))
                .orElseGet(() -> Answer.of(Answer.CONFLICT, reason(state)));
    }

    /** An empty log tells a step that prints nothing from one whose log is lost. */
    private Answer begun(InstanceKey key, String stepId) {
        spans.begun(key, stepId);
        store.blobs().append(AgentLogs.log(key, stepId), 0, new byte[0]);
        return Answer.ok("run it");
    }

    Answer exited(InstanceKey key, String stepId, int exitCode, String lastLine) {
        AtomicReference<@Nullable Step> open = new AtomicReference<>();
        RunState after = change(key, state -> {
            open.set(step(state, key, stepId).filter(Step::open).orElse(null));
            return Facts.stepExited(state, key.slot(), key.generation(), stepId, exitCode, lastLine);
        });
        Step ended = open.get();
        if (ended != null) {
            spans.ended(after, key, ended, exitCode);
        }
        signals.agent(key);
        wake.run(key.run());
        return Answer.ok("noted");
    }

    /** Drops what is held in memory for an instance that is gone. */
    void forget(InstanceKey key) {
        spans.forget(key);
    }

    Answer display(InstanceKey key, String text) {
        change(key, state -> Facts.displayed(state, key.slot(), key.generation(), text));
        return Answer.ok("shown");
    }

    RunState state(InstanceKey key) {
        RunState state = store.runs().find(key.run()).orElseThrow(() -> unknown(key));
        instance(state, key);
        return state;
    }

    private RunState change(InstanceKey key, java.util.function.Function<RunState, Change> change) {
        return store.runs().update(key.run(), change);
    }

    private static Optional<Step> step(RunState state, InstanceKey key, String stepId) {
        return state.instance(key.slot(), key.generation())
                .flatMap(one -> one.steps().stream().filter(step -> step.id().equals(stepId)).findFirst());
    }

    private static Instance instance(RunState state, InstanceKey key) {
        return state.instance(key.slot(), key.generation()).orElseThrow(() -> unknown(key));
    }

    private static RefusedException unknown(InstanceKey key) {
        return new RefusedException(Answer.UNKNOWN, "there is no " + key);
    }
}
