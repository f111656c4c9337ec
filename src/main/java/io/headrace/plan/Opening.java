package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Policy;
import io.headrace.model.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The opening of an attempt: the last one is superseded, and what it left half done is taken up again. */
final class Opening {

    private final Draft draft;
    private final Instant now;

    Opening(Draft draft, Instant now) {
        this.draft = draft;
        this.now = now;
    }

    void declare(Declaration declaration, String commit, Principal principal) {
        if (!draft.state().declared()) {
            // Another life of the run: its indices begin anew, and it was never good.
            draft.change(state -> state.withSlots(new TreeSet<>(), new TreeMap<>()).withGood(null, null));
        }
        open(commit, principal, false, declaration.policy().deadline(), Text.commit(commit));
        take(declaration);
    }

    /** Goes back to what was good, within the attempt that has failed. */
    void back(Attempt failed, Attempt.Rollback rollback, Declaration good) {
        Instant deadline = now.plus(good.policy().deadline());
        draft.change(state -> state.withAttempt(failed.rollingBack(rollback, deadline)));
        take(good);
    }

    /** Puts the declaration in force. */
    private void take(Declaration declaration) {
        if (!declaration.policy().suspend()) {
            // Only the declaration of before knows the last recipes of a node that is declared no more.
            for (Instance one : draft.instances()) {
                if (declaration.node(one.slot().node()).isEmpty()) {
                    Leaving.leave(draft, one, Leaving.Recipes.SCALE_AND_REPORT);
                }
            }
        }
        draft.change(state -> state.withDeclaration(true, declaration));
        revive(declaration.policy());
    }

    void remove(String commit, Principal principal) {
        open(commit, principal, true, deadline(), Text.commit(commit));
        draft.change(state -> state.withDeclaration(false, state.declaration()));
    }

    /** The same commit once more, also when the last attempt had gone back from it. */
    void again(Attempt last, Principal principal) {
        Optional<Declaration> asked = draft.state().asked();
        open(last.commit(), principal, last.removal(), deadline(), "attempt " + (last.number() + 1));
        if (!last.removal()) {
            asked.ifPresent(this::take);
        }
    }

    private Duration deadline() {
        return draft.declaration().map(declared -> declared.policy().deadline()).orElse(Duration.ofMinutes(30));
    }

    private void open(String commit, Principal principal, boolean removal, Duration time, String name) {
        draft.attempt().filter(Attempt::open).ifPresent(last -> Endings.superseded(draft, last, name, now));
        draft.attempt().filter(Attempt::aborted).ifPresent(last -> dropReports());
        draft.change(state -> Losses.forgiven(state.withCleanUp(false)));
        draft.open(new Attempt(draft.attemptNumber() + 1, commit, principal, removal, now, now.plus(time), null, null,
                null, null, null));
    }

    /** Reports that an abort asked for and that have not begun are not worth waiting for. */
    private void dropReports() {
        draft.instances()
                .stream()
                .filter(one -> !one.removing())
                .forEach(one -> draft.put(Steps.dropWaiting(one, Steps::report)));
    }

    /** Lets instances that failed go on where they stopped, or makes room for their next generation. */
    private void revive(Policy policy) {
        if (policy.suspend()) {
            return;
        }
        for (Instance one : draft.instances()) {
            if (one.state() != InstanceState.FAILED) {
                continue;
            }
            boolean able = one.bound() && !one.lost() && one.machineId() != null;
            if (one.removing()) {
                draft.put(one.withState(one.hasOpenSteps() ? InstanceState.REPORTING : InstanceState.REMOVING));
            } else if (able && policy.strategy() == Policy.Strategy.IN_PLACE) {
                draft.put(one.withState(InstanceState.EXECUTING).withMessage(null));
            } else {
                Leaving.leave(draft, one, Leaving.Recipes.SCALE_AND_REPORT);
            }
        }
    }
}
