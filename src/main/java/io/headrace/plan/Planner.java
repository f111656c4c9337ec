package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.Policy;
import io.headrace.model.RunState;
import java.time.Instant;

/**
 * Brings a run as far as it goes without anything new from outside: what is wanted gets intents and steps, what ends is
 * ended. Planning its result again at the same time changes nothing and tells nothing.
 */
public final class Planner {

    private Planner() {}

    /** The run with all that follows from it at this time. */
    public static Change advance(RunState state, Instant now) {
        Draft draft = new Draft(state);
        int limit = 100 + 10 * (state.instances().size() + Wanted.count(state));
        for (int pass = 0; pass < limit; pass++) {
            int before = draft.moves();
            pass(draft, now);
            if (draft.moves() == before) {
                return draft.change();
            }
        }
        throw new IllegalStateException("the plan of " + state.key() + " does not come to rest");
    }

    private static void pass(Draft draft, Instant now) {
        switch (draft.mode()) {
            case OPEN -> open(draft, now);
            case ABORTED -> {
                leaveAll(draft, Leaving.Recipes.REPORT);
                Aborting.advance(draft, now);
            }
            case SETTLED -> settled(draft, now);
            case IDLE -> {
                Machines.forgetUnasked(draft);
                leaveAll(draft, Leaving.Recipes.NONE);
            }
        }
        Leaving.advance(draft, now);
        draft.forgetGone();
        Endings.complete(draft, now);
        Proposals.keep(draft, now);
    }

    private static void open(Draft draft, Instant now) {
        RunState state = draft.state();
        if (state.declared() && draft.declaration().map(one -> one.policy().suspend()).orElse(false)) {
            draft.attempt().ifPresent(attempt -> Endings.suspended(draft, attempt, now));
            return;
        }
        Aborting.atDeadline(draft, now);
        Failures.abort(draft, now);
        if (state.declared() && draft.mode() == Mode.OPEN) {
            Losses.replace(draft, now);
        }
        if (draft.mode() == Mode.OPEN) {
            Wanted.adjust(draft);
            Machines.unwanted(draft)
                    .forEach(one -> Leaving.leave(draft, one, state.declared()
                            ? Leaving.Recipes.SCALE_AND_REPORT
                            : Leaving.Recipes.REPORT));
            Updates.apply(draft);
            Machines.plan(draft, now);
            Work.advance(draft);
        }
    }

    private static void settled(Draft draft, Instant now) {
        if (Losses.policyNow(draft.state()).filter(policy -> policy == Policy.Drift.HEAL).isPresent()) {
            Losses.heal(draft, now);
        }
        Failures.overdue(draft, now);
        Machines.plan(draft, now);
        Work.advance(draft);
    }

    /** A run that no commit declares keeps nothing, however its removal goes. */
    private static void leaveAll(Draft draft, Leaving.Recipes recipes) {
        if (!draft.state().declared()) {
            Machines.unwanted(draft).forEach(one -> Leaving.leave(draft, one, recipes));
        }
    }
}
