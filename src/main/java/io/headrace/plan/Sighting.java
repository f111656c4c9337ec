package io.headrace.plan;

import io.headrace.model.Drift;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a complete observation of a cloud account says of one machine.
 *
 * @param drift what is wrong; null when it runs, or starts, as it was made
 * @param message the same for people
 * @param restartable whether the connector can start it again
 * @param trusted since when observations follow each other without a gap; older ones do not count
 */
public record Sighting(Drift.@Nullable Kind drift, String message, @Nullable String address, boolean restartable,
        Instant trusted) {

    public static Sighting well(@Nullable String address) {
        return new Sighting(null, "", address, false, Instant.EPOCH);
    }

    public static Sighting absent(Instant trusted) {
        return new Sighting(Drift.Kind.ABSENT, "its machine is absent", null, false, trusted);
    }

    public static Sighting stopped(boolean restartable, Instant trusted) {
        return new Sighting(Drift.Kind.STOPPED, "its machine is stopped", null, restartable, trusted);
    }

    public static Sighting changed(String how, Instant trusted) {
        return new Sighting(Drift.Kind.CHANGED, "its machine was changed: " + how, null, false, trusted);
    }
}
