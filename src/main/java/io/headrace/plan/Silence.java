package io.headrace.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An agent that says nothing.
 *
 * @param restartable whether the connector can stop and start its machine
 * @param held why nothing is to be done about it now, null when it may be
 */
public record Silence(boolean restartable, @Nullable String held) {

    /** For how long an agent may be silent. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    static final String MESSAGE = "its agent is silent for more than 2 minutes";
}
