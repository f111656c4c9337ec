package io.headrace.store;

import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RunState;
import io.headrace.plan.Conditions;
import io.headrace.plan.Due;
import io.headrace.plan.Phases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is read off a run's state into columns, for lists and timers. */
record Projection(Function<RunState, Phase> phase, Function<RunState, List<Condition>> conditions,
        Function<RunState, Optional<Instant>> due) {
    static final Projection PLANNED = new Projection(Phases::phase, Conditions::of, Due::next);
}
