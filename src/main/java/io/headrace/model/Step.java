package io.headrace.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recipe that one instance is to run once: its id is unique within the run ({@code web.1:2:7}), {@code attempt} the
 * attempt that asked for it, and {@code environment} what it gets beyond inputs and the usual variables (the scaling
 * action). Steps of an instance run in the order of its list.
 */
public record Step(String id, RecipeStep kind, String component, String script, int attempt,
        Map<String, String> environment, Status status, @Nullable Integer exitCode) {

    public Step {
        environment = Map.copyOf(environment);
    }

    /** How far it is. */
    public enum Status {
        WAITING, RUNNING,
        /** Running, and to be stopped by its agent: an abort or a newer plan does not want it any more. */
        ENDING, SUCCEEDED, FAILED,
        /** Ended by an abort, by a newer plan, or dropped before it began. */
        ENDED
    }

    /** Whether its agent has still to run it, to finish it or to stop it. */
    public boolean open() {
        return status == Status.WAITING || status == Status.RUNNING || status == Status.ENDING;
    }

    public Step with(Status newStatus, @Nullable Integer newExitCode) {
        return new Step(id, kind, component, script, attempt, environment, newStatus, newExitCode);
    }
}
