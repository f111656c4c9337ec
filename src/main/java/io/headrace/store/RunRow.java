package io.headrace.store;

import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RunKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a list shows it.
 *
 * @param commit of its latest attempt
 * @param desired how many instances it wants
 * @param ready how many of them are ready
 * @param attempt the number of its latest attempt, 0 before the first
 */
public record RunRow(RunKey key, @Nullable String commit, Phase phase, List<Condition> conditions, int desired,
        int ready, int attempt, Instant updatedAt) {
    public RunRow {
        conditions = List.copyOf(conditions);
    }
}
