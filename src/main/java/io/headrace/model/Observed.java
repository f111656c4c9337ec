package io.headrace.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object that an account holds, ours or not. */
public sealed interface Observed {

    /** The cloud's id of the object. */
    String id();

    /** The tags on it; those of Headrace are named in {@link Tags}. */
    Map<String, String> tags();

    /**
     * A machine.
     *
     * @param changed in what it is not as it was made, as far as the connector can tell, for people; null when it is
     */
    record Machine(String id, String name, Power power, @Nullable String address, Map<String, String> tags,
            @Nullable String changed) implements Observed {

        public Machine {
            tags = Map.copyOf(tags);
        }

        /** One that is as it was made. */
        public Machine(String id, String name, Power power, @Nullable String address, Map<String, String> tags) {
            this(id, name, power, address, tags, null);
        }

        /** Whether it runs. */
        public enum Power {
            STARTING, RUNNING, STOPPED
        }
    }
}
