package io.headrace.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * In what an instance differs from what was made of it, though nobody declared anything new.
 *
 * @param message what was seen, for people; no times, and the same as long as the same is seen
 * @param since when it was sure, or when the machine was last restarted
 * @param restartable whether the connector could start the machine again
 * @param held why it is not to be healed now, null when it may be
 */
public record Drift(Kind kind, String message, Instant since, boolean restartable, @Nullable String held) {

    /** What can be seen of it. */
    public enum Kind {
        /** The cloud does not know the machine. */
        ABSENT,
        /** The machine is there and does not run. */
        STOPPED,
        /** The machine runs and is not as it was made. */
        CHANGED,
        /** The machine runs, and its agent says nothing. */
        SILENT;

        /** Whether nothing can run on such a machine. */
        public boolean lost() {
            return this == ABSENT || this == STOPPED;
        }
    }

    public Drift since(Instant time) {
        return new Drift(kind, message, time, restartable, held);
    }

    public Drift held(@Nullable String reason) {
        return new Drift(kind, message, since, restartable, reason);
    }
}
