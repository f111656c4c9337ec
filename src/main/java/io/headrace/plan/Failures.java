package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What failed instances mean for their run. */
final class Failures {

    private Failures() {}

    /** Aborts the attempt when an instance failed in it, unless that is tolerated. */
    static void abort(Draft draft, Instant now) {
        RunState state = draft.state();
        if (draft.mode() != Mode.OPEN || !state.declared()) {
            return;
        }
        boolean tolerated = Wanted.tolerated(state);
        state.instances()
                .stream()
                .filter(one -> one.state() == InstanceState.FAILED && !(tolerated && Wanted.unprovisioned(one)))
                .min(Comparator.comparing(Wanted::unprovisioned))
                .ifPresent(one -> Aborting.abort(draft, reason(one), now));
    }

    private static String reason(Instance one) {
        String message = one.message();
        return message == null ? one.slot() + " failed" : message;
    }

    /** Lets a generation fail that heals its slot and has not come to be ready in the time of an attempt. */
    static void overdue(Draft draft, Instant now) {
        for (Instance one : draft.instances()) {
            due(draft.state(), one).filter(at -> !now.isBefore(at))
                    .ifPresent(
                            at -> draft.put(Steps.drop(Machines.unasked(one) ? one.withIntent(null) : one)
                                    .withState(InstanceState.FAILED)
                                    .withMessage(one.slot() + " was not ready in time when it was healed")));
        }
    }

    /** When a healing generation has failed; empty for all others. */
    static Optional<Instant> due(RunState state, Instance one) {
        Declaration declaration = state.declaration();
        boolean healing = switch (one.state()) {
            case PLANNED, CREATING, BOOTING, EXECUTING, REPORTING -> !one.removing();
            case READY, REMOVING, GONE, FAILED -> false;
        };
        if (declaration == null || !healing || Mode.of(state) != Mode.SETTLED) {
            return Optional.empty();
        }
        Duration time = declaration.policy().deadline();
        return Losses.last(state, one.slot())
                .filter(loss -> loss.heal() && loss.generation() == one.generation() - 1)
                .map(loss -> loss.at().plus(time));
    }
}
