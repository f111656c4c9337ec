package io.headrace.store;

import io.headrace.model.RunKey;
import org.jspecify.annotations.Nullable;

/** Which events are wanted; null means any. */
public record EventFilter(@Nullable String tenant, @Nullable String repository, @Nullable String run) {
    public static final EventFilter ALL = new EventFilter(null, null, null);

    public static EventFilter of(RunKey run) {
        return new EventFilter(run.tenant(), run.repository(), run.name());
    }

    public static EventFilter ofTenant(String tenant) {
        return new EventFilter(tenant, null, null);
    }
}
