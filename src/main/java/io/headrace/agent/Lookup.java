package io.headrace.agent;

import java.util.Set;

/** What looking for a value found. */
sealed interface Lookup {

    /** The value, which may be empty. */
    record Found(String value) implements Lookup {}

    /**
     * No value yet.
     *
     * @param owner the scope of what has to set it
     * @param executing whether the owner runs recipes, so that it could set it
     * @param awaited the values that it waits for; what is missing otherwise comes with a change of the run
     */
    record Unset(String owner, boolean executing, Set<AgentSignals.Value> awaited) implements Lookup {
        public Unset {
            awaited = Set.copyOf(awaited);
        }
    }
}
