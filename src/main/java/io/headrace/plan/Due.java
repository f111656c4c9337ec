package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a run has to be looked at though nothing happened to it. */
public final class Due {

    private Due() {}

    /** The earliest deadline, end of patience or of back-off, or time of a call; empty when nothing is waited for. */
    public static Optional<Instant> next(RunState state) {
        Stream<Instant> attempt = Optional.ofNullable(state.attempt()).stream().flatMap(one -> attempt(state, one));
        Stream<Instant> instances = state.instances().stream().flatMap(one -> instance(state, one));
        return Stream.concat(attempt, instances).min(Comparator.naturalOrder());
    }

    private static Stream<Instant> attempt(RunState state, Attempt attempt) {
        boolean lastSteps = state.instances().stream().anyMatch(one -> one.removing() && one.hasOpenSteps());
        Instant aborted = attempt.abortedAt();
        if (aborted != null && (attempt.open() || lastSteps)) {
            return Stream.of(aborted.plus(Aborting.PATIENCE));
        }
        return attempt.open() || lastSteps ? Stream.of(attempt.deadline()) : Stream.empty();
    }

    private static Stream<Instant> instance(RunState state, Instance one) {
        Stream<Instant> call = Optional.ofNullable(one.intent()).map(Intent::notBefore).stream();
        Stream<Instant> rewired = Stream.of(Instant.EPOCH).filter(_ -> Rewired.due(state, one));
        return Stream.concat(Stream.concat(call, rewired),
                Stream.concat(Losses.due(state, one).stream(), Failures.due(state, one).stream()));
    }
}
