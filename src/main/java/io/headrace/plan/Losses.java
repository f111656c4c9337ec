package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Policy;
import io.headrace.model.Proposal.Remedy;
import io.headrace.model.RunState;
import io.headrace.model.RunState.Loss;
import io.headrace.model.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is done about drift: machines are started again or replaced, but ever later and not for ever. */
final class Losses {

    static final Duration WINDOW = Duration.ofHours(1);
    private static final int LIMIT = 3;
    private static final Duration BACK_OFF = Duration.ofMinutes(1);

    private Losses() {}

    /** While an attempt is open: what cannot go on is replaced at once, whatever the policy, within the limit. */
    static void replace(Draft draft, Instant now) {
        for (Instance one : draft.instances()) {
            if (!mendable(one) || !hinders(draft.state(), one)) {
                continue;
            }
            if (recent(draft.state(), one.slot(), now) < LIMIT) {
                mend(draft, one, Remedy.REPLACE, now);
            } else if (draft.mode() == Mode.OPEN) {
                Aborting.abort(draft, one.slot() + " lost its machine more than " + LIMIT
                        + " times within an hour; `headrace rerun " + draft.state().key().name() + "` tries again",
                        now);
            }
        }
    }

    /** Without a machine nothing goes on; a silent agent is given up only where drift is to be healed. */
    private static boolean hinders(RunState state, Instance one) {
        return one.lost() || (policy(state) == Policy.Drift.HEAL && one.drift() != null
                && one.drift().kind() == Drift.Kind.SILENT);
    }

    /** Without an attempt: each drift in its time. */
    static void heal(Draft draft, Instant now) {
        for (Instance one : draft.instances()) {
            boolean within = recent(draft.state(), one.slot(), now) < LIMIT;
            if (within && !now.isBefore(patient(draft.state(), one))) {
                remedy(draft.state(), one, now).ifPresent(remedy -> mend(draft, one, remedy, now));
            }
        }
    }

    /** Whether something may be done about the instance's drift. */
    private static boolean mendable(Instance one) {
        Drift drift = one.drift();
        return drift != null && drift.held() == null && one.intent() == null && !one.removing()
                && one.state() != InstanceState.FAILED && one.state() != InstanceState.GONE;
    }

    /** What may be done about the instance's drift: starting its machine first, once a generation. */
    static Optional<Remedy> remedy(RunState state, Instance one, Instant now) {
        Drift drift = one.drift();
        if (drift == null || !mendable(one)) {
            return Optional.empty();
        }
        boolean tried = state.losses()
                .stream()
                .anyMatch(loss -> loss.slot().equals(one.slot()) && loss.generation() == one.generation()
                        && within(loss, now));
        return Optional.of(drift.restartable() && one.bound() && !tried ? Remedy.RESTART : Remedy.REPLACE);
    }

    /** A person has it done: that counts for nothing, nor does what was done about the slot before. */
    static void apply(Draft draft, Instance one, Remedy remedy, Instant now) {
        mend(draft, one, remedy, now);
        draft.change(state -> forgiven(state, loss -> loss.slot().equals(one.slot())));
    }

    /** An attempt opens: each slot has its whole share again. */
    static RunState forgiven(RunState state) {
        return forgiven(state, _ -> true);
    }

    private static RunState forgiven(RunState state, Predicate<Loss> which) {
        return state.withLosses(
                state.losses().stream().map(loss -> which.test(loss) ? loss.forgiven() : loss).toList());
    }

    /** Begins it; each time counts towards the limit. */
    private static void mend(Draft draft, Instance one, Remedy remedy, Instant now) {
        boolean heal = draft.mode() == Mode.SETTLED && remedy == Remedy.REPLACE;
        Loss loss = new Loss(one.slot(), one.generation(), now, heal, Loss.Weight.COUNTED);
        draft.change(state -> state.withLosses(added(state, loss, now)));
        switch (remedy) {
            case RESTART -> {
                draft.put(one.withIntent(new Intent(Intent.Verb.START, 1, null, now, now)));
                draft.entry("drift.restart", one.id(), "its machine is started again");
            }
            case REPLACE -> {
                Leaving.leave(draft, one, Leaving.Recipes.NONE);
                draft.entry("drift.replace", one.id(), "the next generation takes its place");
            }
        }
    }

    /** The instance without the wish to start its machine again. */
    static Instance notStarting(Instance one) {
        Intent intent = one.intent();
        return intent != null && intent.verb() == Intent.Verb.START ? one.withIntent(null) : one;
    }

    /** What is done about drift of the run now, empty while that is not looked at. */
    static Optional<Policy.Drift> policyNow(RunState state) {
        return Mode.of(state) == Mode.SETTLED ? Optional.of(policy(state)) : Optional.empty();
    }

    private static Policy.Drift policy(RunState state) {
        Declaration declaration = state.declaration();
        return declaration == null ? Policy.Drift.OBSERVE : declaration.policy().drift();
    }

    /** Whether the slot is empty because its machine was lost while no attempt was open. */
    static boolean healing(RunState state, Slot slot) {
        return last(state, slot).filter(
                loss -> loss.heal() && state.generations().getOrDefault(slot.toString(), 0) == loss.generation())
                .isPresent();
    }

    /** When the server does something about the instance's drift, long ago if at once; empty when it does not. */
    static Optional<Instant> due(RunState state, Instance one) {
        return policyNow(state).filter(policy -> policy == Policy.Drift.HEAL && mendable(one))
                .map(_ -> later(state, one));
    }

    /** Until when a drifted instance is left alone: not at all, then a minute, then two; an agent needs time to come. */
    private static Instant patient(RunState state, Instance one) {
        Drift drift = one.drift();
        long earlier = drift == null ? 0 : recent(state, one.slot(), drift.since());
        if (drift == null || earlier == 0) {
            return Instant.EPOCH;
        }
        Instant at = drift.since().plus(BACK_OFF.multipliedBy(1L << Math.min(earlier - 1, 10)));
        return drift.kind() == Drift.Kind.SILENT ? at.plus(Silence.LIMIT) : at;
    }

    /** Whether the instance waits for the hour to pass. */
    static boolean exhausted(RunState state, Instance one) {
        Drift drift = one.drift();
        return drift != null && due(state, one).isPresent()
                && retry(state, one).filter(at -> at.isAfter(drift.since())).isPresent();
    }

    private static Instant later(RunState state, Instance one) {
        Instant patient = patient(state, one);
        return retry(state, one).filter(at -> at.isAfter(patient)).orElse(patient);
    }

    /** When something may be done again about a slot that had its share. */
    private static Optional<Instant> retry(RunState state, Instance one) {
        List<Loss> losses = counted(state, one.slot()).toList();
        return losses.size() < LIMIT
                ? Optional.empty()
                : Optional.of(losses.get(losses.size() - LIMIT).at().plus(WINDOW));
    }

    private static long recent(RunState state, Slot slot, Instant now) {
        return counted(state, slot).filter(loss -> within(loss, now)).count();
    }

    private static Stream<Loss> counted(RunState state, Slot slot) {
        return state.losses().stream().filter(loss -> loss.counted() && loss.slot().equals(slot));
    }

    private static boolean within(Loss loss, Instant now) {
        return loss.at().plus(WINDOW).isAfter(now);
    }

    /** The last loss of a slot that is remembered. */
    static Optional<Loss> last(RunState state, Slot slot) {
        return state.losses().stream().filter(loss -> loss.slot().equals(slot)).reduce((one, newer) -> newer);
    }

    private static List<Loss> added(RunState state, Loss loss, Instant now) {
        List<Loss> losses = new ArrayList<>(state.losses().stream().filter(one -> within(one, now)).toList());
        losses.add(loss);
        return losses;
    }
}
