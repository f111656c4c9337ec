package io.headrace.store;

import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is read off a run's state into columns, for lists and timers; decided by {@code plan}. */
public record Projection(Function<RunState, Phase> phase, Function<RunState, List<Condition>> conditions,
        Function<RunState, Optional<Instant>> due) {}
