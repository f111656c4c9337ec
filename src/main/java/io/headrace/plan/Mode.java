package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.RunState;

/** How much of a run is planned now, which its latest attempt says. */
enum Mode {
    /** An attempt is open: everything towards what its commit declares. */
    OPEN,
    /** An attempt was aborted: its reports are collected, nothing is begun. */
    ABORTED,
    /** The attempt has ended and its machines are kept: drift of what was ready. */
    SETTLED,
    /** Suspended, cleaned up or ended: what is on its way out goes on, nothing else. */
    IDLE;

    static Mode of(RunState state) {
        Attempt attempt = state.attempt();
        if (attempt == null) {
            return IDLE;
        }
        Attempt.End end = attempt.end();
        if (end == null) {
            return attempt.aborted() ? ABORTED : OPEN;
        }
        if (!state.declared() || state.cleanUp()) {
            return IDLE;
        }
        return switch (end.outcome()) {
            case SUCCEEDED, FAILED, ROLLED_BACK, TIMED_OUT -> SETTLED;
            case SUPERSEDED, CANCELLED, SUSPENDED, LOST -> IDLE;
        };
    }
}
