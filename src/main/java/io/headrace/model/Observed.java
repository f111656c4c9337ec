package io.headrace.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object that an account holds, ours or not. */
public sealed interface Observed {

    /** The cloud's id of the object. */
    String id();

    /** The tags on it; those of Headrace are named in {@link Tags}. */
    Map<String, String> tags();

    /** A machine. */
    record Machine(String id, String name, Power power, @Nullable String address,
            Map<String, String> tags) implements Observed {

        public Machine {
            tags = Map.copyOf(tags);
        }

        /** Whether it runs. */
        public enum Power {
            STARTING, RUNNING, STOPPED
        }
    }
}
