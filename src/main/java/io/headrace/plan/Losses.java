package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Policy;
import io.headrace.model.RunState;
import io.headrace.model.RunState.Loss;
import io.headrace.model.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Machines that were lost: replaced, but ever later and not for ever. */
final class Losses {

    static final Duration WINDOW = Duration.ofHours(1);
    private static final int LIMIT = 3;
    private static final Duration BACK_OFF = Duration.ofMinutes(1);

    private Losses() {}

    /** Lets the next generation take the place of each lost instance, within the limit. */
    static void replace(Draft draft, Instant now) {
        for (Instance one : draft.instances()) {
            if (!one.lost() || one.removing() || one.state() == InstanceState.FAILED) {
                continue;
            }
            if (recent(draft.state(), one.slot(), now) < LIMIT) {
                boolean heal = draft.mode() == Mode.SETTLED;
                draft.change(state -> state.withLosses(added(state, new Loss(one.slot(), one.generation(), now, heal),
                        now)));
                Leaving.leave(draft, one, Leaving.Recipes.NONE);
            } else if (draft.mode() == Mode.OPEN) {
                Aborting.abort(draft, one.slot() + " lost its machine more than " + LIMIT + " times within an hour",
                        now);
            }
        }
    }

    /** Whether drift of the run is healed now. */
    static boolean heals(RunState state) {
        Declaration declaration = state.declaration();
        return Mode.of(state) == Mode.SETTLED && declaration != null
                && declaration.policy().drift() == Policy.Drift.HEAL;
    }

    /** Whether the slot is empty because its machine was lost while no attempt was open. */
    static boolean healing(RunState state, Slot slot) {
        return last(state, slot).filter(
                loss -> loss.heal() && state.generations().getOrDefault(slot.toString(), 0) == loss.generation())
                .isPresent();
    }

    /** When the next generation may be asked for: at once, then a minute after the loss, then two. */
    static Instant notBefore(RunState state, Slot slot, Instant now) {
        long earlier = state.losses().stream().filter(loss -> loss.slot().equals(slot)).count() - 1;
        if (earlier < 1) {
            return now;
        }
        Instant at = last(state, slot).map(Loss::at).orElse(now);
        return at.plus(BACK_OFF.multipliedBy(1L << Math.min(earlier - 1, 10)));
    }

    /** Whether the instance waits for the hour to pass. */
    static boolean exhausted(RunState state, Instance one) {
        return one.lost() && !one.removing() && one.state() != InstanceState.FAILED && heals(state)
                && state.losses().stream().filter(loss -> loss.slot().equals(one.slot())).count() >= LIMIT;
    }

    /** When an exhausted instance may be replaced. */
    static Optional<Instant> retry(RunState state, Instance one) {
        List<Loss> losses = state.losses().stream().filter(loss -> loss.slot().equals(one.slot())).toList();
        return losses.size() < LIMIT
                ? Optional.empty()
                : Optional.of(losses.get(losses.size() - LIMIT).at().plus(WINDOW));
    }

    private static long recent(RunState state, Slot slot, Instant now) {
        return state.losses().stream().filter(loss -> loss.slot().equals(slot) && within(loss, now)).count();
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
