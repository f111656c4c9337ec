package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.Declaration;
import io.headrace.model.Principal;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.Optional;

/** What commits and people make of a run's attempts; what then is to be done is the planner's. */
public final class Attempts {

    private Attempts() {}

    /**
     * A commit declares the run. When it wants what the last one did, nothing comes of it but that new generations get
     * what is in no hash, such as the URL for their agents.
     */
    public static Change declare(RunState state, Declaration declaration, String commit, Principal principal,
            Instant now) {
        Optional<Declaration> last = state.asked();
        if (state.declared() && last.filter(one -> one.hash().equals(declaration.hash())).isPresent()) {
            return Change.silent(state.withAsked(declaration));
        }
        Draft draft = new Draft(state);
        new Opening(draft, now).declare(declaration, commit, principal);
        return draft.change();
    }

    /** A commit does not declare the run any more; nothing when it was not declared. */
    public static Change remove(RunState state, String commit, Principal principal, Instant now) {
        if (!state.declared()) {
            return Change.silent(state);
        }
        Draft draft = new Draft(state);
        new Opening(draft, now).remove(commit, principal);
        return draft.change();
    }

    /** One more attempt for the same commit; nothing for a run that was never attempted, or of which nothing is left. */
    public static Change rerun(RunState state, Principal principal, Instant now) {
        Attempt attempt = state.attempt();
        if (attempt == null || (!state.declared() && state.instances().isEmpty())) {
            return Change.silent(state);
        }
        Draft draft = new Draft(state);
        new Opening(draft, now).again(attempt, principal);
        return draft.change();
    }

    /** A recipe gives up: aborts the open attempt; nothing without one, and the first reason stays. */
    public static Change abort(RunState state, String reason, Instant now) {
        Draft draft = new Draft(state);
        Aborting.abort(draft, reason, now);
        return draft.change();
    }

    /** The same by a person, who wants things to stay as they are: nothing is rolled back. */
    public static Change abort(RunState state, String reason, Principal by, Instant now) {
        Draft draft = new Draft(state);
        Aborting.abort(draft, reason, by, now);
        return draft.change();
    }

    /** Clears an abort by a new attempt for the same commit; nothing when the last attempt was not aborted. */
    public static Change resume(RunState state, Principal principal, Instant now) {
        Attempt attempt = state.attempt();
        return attempt != null && attempt.aborted() ? rerun(state, principal, now) : Change.silent(state);
    }
}
