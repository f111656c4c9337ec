package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Plural;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What agents and clouds report, applied to a run. A fact about an unknown instance, one that comes a second time, and
 * one that comes too late change nothing; what follows from a fact is the planner's.
 */
public final class Facts {

    private static final Duration SEEN_STEP = Duration.ofSeconds(30);
    private static final int MESSAGE_LENGTH = 4096;

    private Facts() {}

    /** The instance's agent came for the first time. */
    public static Change bound(RunState state, Slot slot, int generation, Instant now) {
        return on(state, slot, generation, (draft, one) -> {
            if (!one.bound()) {
                draft.put(Machines.arrived(one.withAgent(now, now)));
            }
        });
    }

    /** The agent of an adopted instance told what it remembers. */
    public static Change recalled(RunState state, Slot slot, int generation, List<Recollection> told, Instant now) {
        return on(state, slot, generation, (draft, one) -> {
            if (Adoption.waits(one)) {
                draft.put(Adoption.recalled(one, told, now));
                draft.entry("instance.recalled", one.id(), "its agent remembers " + Plural.of(told.size(), "step"));
            }
        });
    }

    /** The bound agent said anything; noted when it was silent for half a minute. */
    public static Change heard(RunState state, Slot slot, int generation, Instant now) {
        return on(state, slot, generation, (draft, one) -> {
            Instant seen = one.seenAt();
            if (seen != null && !now.isBefore(seen.plus(SEEN_STEP))) {
                Sightings.heard(draft, one, now);
            }
        });
    }

    /** The bound agent says nothing, in a time in which it could have been heard. */
    public static Change silent(RunState state, Slot slot, int generation, Silence silence, Instant now) {
        return on(state, slot, generation, (draft, one) -> Sightings.silent(draft, one, silence, now));
    }

    /** The agent began a step. */
    public static Change stepStarted(RunState state, Slot slot, int generation, String stepId) {
        return onStep(state, slot, generation, stepId, (draft, one, step) -> {
            if (step.status() == Step.Status.WAITING) {
                draft.put(Steps.replace(one, step.with(Step.Status.RUNNING, null)));
            }
        });
    }

    /** The recipe of a step ended; {@code lastLine} is the last that it printed. */
    public static Change stepExited(RunState state, Slot slot, int generation, String stepId, int exitCode,
            String lastLine) {
        return onStep(state, slot, generation, stepId,
                (draft, one, step) -> Exits.exited(draft, one, step, exitCode, lastLine));
    }

    /**
     * The values that inputs get through wiring or from secrets, as digests by instance ({@code web.1:2}) and input; those
     * without a value are left out.
     */
    public static Change rewired(RunState state, Map<String, SortedMap<String, String>> values) {
        Draft draft = new Draft(state);
        for (Instance one : draft.instances()) {
            SortedMap<String, String> now = values.get(one.id());
            if (now != null && one.state() != InstanceState.GONE) {
                draft.put(Rewired.noted(one, now));
            }
        }
        return draft.change();
    }

    /** A recipe shows a text to people. */
    public static Change displayed(RunState state, Slot slot, int generation, String text) {
        String shown = Text.atMost(text, MESSAGE_LENGTH);
        return on(state, slot, generation, (draft, one) -> {
            if (one.state() != InstanceState.FAILED && !shown.equals(one.message())) {
                draft.put(one.withMessage(shown));
                draft.entry("display", one.id(), shown);
            }
        });
    }

    /** The instance cannot go on without a secret that nobody has set; null when it can. */
    public static Change secretAwaited(RunState state, Slot slot, int generation, @Nullable String secret) {
        return on(state, slot, generation, (draft, one) -> {
            if (secret == null && Awaited.secret(one).isPresent()) {
                draft.put(one.withMessage(null));
            } else if (secret != null && one.state() != InstanceState.FAILED
                    && !Awaited.secret(one).equals(Optional.of(secret))) {
                String message = Awaited.message(secret);
                draft.put(one.withMessage(message));
                draft.entry("secret.awaited", one.id(), message);
            }
        });
    }

    /**
     * The exact request of this try is kept now, before the first call. Whoever calls must find it in the state that
     * results: when the create is no longer wanted, nothing changes and nothing may be called.
     */
    public static Change requested(RunState state, Slot slot, int generation, String sealedRequest) {
        return onIntent(state, slot, generation, Intent.Verb.CREATE, (draft, one, intent) -> {
            if (intent.request() == null && !one.removing()) {
                draft.put(one.withIntent(intent.withRequest(sealedRequest)));
            }
        });
    }

    /** The machine exists. */
    public static Change created(RunState state, Slot slot, int generation, String machineId,
            @Nullable String address) {
        return onIntent(state, slot, generation, Intent.Verb.CREATE, (draft, one, intent) -> {
            Instance made = one.withIntent(null)
                    .withMachine(machineId, address)
                    .withMessage(
                            one.state() == InstanceState.FAILED ? one.message() : null);
            draft.put(one.state() == InstanceState.CREATING
                    ? Machines.arrived(made.withState(InstanceState.BOOTING))
                    : made);
        });
    }

    /**
     * The intent's call failed for sure: nothing was made, or the machine is still there. A create is tried again unless
     * {@code retry} is false or it was the third try; a delete always is. A try of which
     * nothing was requested is not used up.
     */
    public static Change failed(RunState state, Slot slot, int generation, String reason, boolean retry,
            Instant notBefore) {
        return on(state, slot, generation, (draft, one) -> {
            Intent intent = one.intent();
            if (intent != null) {
                draft.put(Machines.failed(one, intent, Text.atMost(reason, MESSAGE_LENGTH), retry, notBefore));
            }
        });
    }

    /** The intent's call has to be made again, as it is: refused for now, or its outcome is not known. */
    public static Change postponed(RunState state, Slot slot, int generation, String reason, Instant notBefore) {
        return on(state, slot, generation, (draft, one) -> {
            Intent intent = one.intent();
            if (intent != null) {
                Instance later = one.withIntent(intent.later(notBefore));
                draft.put(one.state() == InstanceState.FAILED
                        ? later
                        : later.withMessage(Text.atMost(reason, MESSAGE_LENGTH)));
            }
        });
    }

    /** The machine is gone. */
    public static Change deleted(RunState state, Slot slot, int generation) {
        return on(state, slot, generation, (draft, one) -> {
            Intent intent = one.intent();
            boolean creating = intent != null && intent.verb() == Intent.Verb.CREATE;
            if (one.removing() && !creating) {
                draft.put(Steps.drop(one).withIntent(null).withState(InstanceState.GONE));
            }
        });
    }

    /** The machine was started again; whether that helped is to be seen. */
    public static Change started(RunState state, Slot slot, int generation, Instant now) {
        return onIntent(state, slot, generation, Intent.Verb.START, (draft, one, intent) -> {
            Drift drift = one.drift();
            draft.put(one.withIntent(null).withMessage(null).withDrift(drift == null ? null : drift.since(now)));
        });
    }

    /** A complete observation of the account, begun after the machine was created, says this of the machine. */
    public static Change observed(RunState state, Slot slot, int generation, Sighting sighting, Instant now) {
        return on(state, slot, generation, (draft, one) -> Sightings.observed(draft, one, sighting, now));
    }

    /** The instance could not be looked at for a while: nothing is done about its drift until it is seen again. */
    public static Change doubted(RunState state, Slot slot, int generation, String reason) {
        return on(state, slot, generation, (draft, one) -> Sightings.doubted(draft, one, reason));
    }

    private static Change on(RunState state, Slot slot, int generation, BiConsumer<Draft, Instance> fact) {
        Draft draft = new Draft(state);
        state.instance(slot, generation)
                .filter(one -> one.state() != InstanceState.GONE)
                .ifPresent(one -> fact.accept(draft, one));
        return draft.change();
    }

    private static Change onStep(RunState state, Slot slot, int generation, String stepId, Part<Step> fact) {
        return on(state, slot, generation, (draft, one) -> one.steps()
                .stream()
                .filter(step -> step.id().equals(stepId))
                .findFirst()
                .ifPresent(step -> fact.apply(draft, one, step)));
    }

    private static Change onIntent(RunState state, Slot slot, int generation, Intent.Verb verb, Part<Intent> fact) {
        return on(state, slot, generation, (draft, one) -> {
            Intent intent = one.intent();
            if (intent != null && intent.verb() == verb) {
                fact.apply(draft, one, intent);
            }
        });
    }

    /** A fact about a part of an instance. */
    @FunctionalInterface
    private interface Part<P> {

        void apply(Draft draft, Instance one, P part);
    }
}
