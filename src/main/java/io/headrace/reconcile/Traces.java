package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.model.Attempt;
import io.headrace.model.InstanceKey;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Spans;
import io.headrace.store.Runs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells how long what the loop did for a commit took. */
record Traces(Spans spans, InstantSource clock) {

    /**
     * Does it, and tells how long it took; an exception is its failure.
     *
     * @param failure what was wrong with the result, or nothing
     */
    <T> T timed(RepositoryKey repository, String commit, String name, Map<String, String> attributes, Supplier<T> work,
            Function<T, String> failure) {
        Instant begun = clock.instant();
        String failed = "it broke off";
        try {
            T result = work.get();
            failed = failure.apply(result);
            return result;
        } catch (CloudException refusal) {
            failed = refusal.message();
            throw refusal;
        } finally {
            ended(repository, commit, name, begun, attributes, failed);
        }
    }

    /** The same of what cannot fail in other ways. */
    <T> T timed(RepositoryKey repository, String commit, String name, Supplier<T> work) {
        return timed(repository, commit, name, Map.of(), work, _ -> "");
    }

    /** Calls a cloud for an instance: for the commit that the latest attempt of its run is of. */
    <T> T call(Runs runs, InstanceKey key, String verb, Supplier<T> call) {
        Attempt attempt = spans.equals(Spans.NONE) ? null : runs.find(key.run()).map(RunState::attempt).orElse(null);
        return attempt == null
                ? call.get()
                : timed(key.run().repositoryKey(), attempt.commit(), "cloud " + verb, attributes(key), call, _ -> "");
    }

    private static Map<String, String> attributes(InstanceKey key) {
        return Map.of("run", key.run().name(), "instance", key.slot() + ":" + key.generation());
    }

    /** Tells of what began at that time and has just ended; an empty failure is none. */
    void ended(RepositoryKey repository, String commit, String name, Instant begun, Map<String, String> attributes,
            String failure) {
        spans.ended(repository, commit, name, begun, clock.instant(), attributes,
                failure.isEmpty() ? null : failure);
    }
}
