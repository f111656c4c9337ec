package io.headrace.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the server knows of one run; the subject of the planner, stored as one document.
 *
 * @param declared whether the deployed branch declares it now
 * @param declaration what was last declared; kept when the run leaves the branch, for its last steps
 * @param attempt the latest attempt
 * @param instances all instances that are not forgotten, in slot order, then generation
 * @param highestIndex the highest index that each node ever used: an index that left is not used again
 * @param generations the latest generation of each slot ({@code web.1})
 * @param goodCommit the last commit that an attempt brought to success
 * @param cleanUp set when an attempt has ended and {@code keep} wants its machines deleted
 */
public record RunState(RunKey key, boolean declared, @Nullable Declaration declaration, @Nullable Attempt attempt,
        List<Instance> instances, SortedMap<String, Integer> highestIndex, SortedMap<String, Integer> generations,
        @Nullable String goodCommit, boolean cleanUp) {

    public RunState {
        instances = List.copyOf(instances);
        highestIndex = Collections.unmodifiableSortedMap(new TreeMap<>(highestIndex));
        generations = Collections.unmodifiableSortedMap(new TreeMap<>(generations));
    }

    /** A run that nobody has declared yet. */
    public static RunState fresh(RunKey key) {
        return new RunState(key, false, null, null, List.of(), new TreeMap<>(), new TreeMap<>(), null, false);
    }

    /** The generation of a slot, if it is not forgotten. */
    public Optional<Instance> instance(Slot slot, int generation) {
        return instances.stream().filter(one -> one.slot().equals(slot) && one.generation() == generation).findFirst();
    }

    public RunState withDeclaration(boolean nowDeclared, @Nullable Declaration newDeclaration) {
        return new RunState(key, nowDeclared, newDeclaration, attempt, instances, highestIndex, generations, goodCommit,
                cleanUp);
    }

    public RunState withAttempt(@Nullable Attempt newAttempt) {
        return new RunState(key, declared, declaration, newAttempt, instances, highestIndex, generations, goodCommit,
                cleanUp);
    }

    public RunState withInstances(List<Instance> newInstances) {
        return new RunState(key, declared, declaration, attempt, newInstances, highestIndex, generations, goodCommit,
                cleanUp);
    }

    public RunState withCounters(Map<String, Integer> newHighest, Map<String, Integer> newGenerations) {
        return new RunState(key, declared, declaration, attempt, instances, new TreeMap<>(newHighest),
                new TreeMap<>(newGenerations), goodCommit, cleanUp);
    }

    public RunState withGoodCommit(@Nullable String commit) {
        return new RunState(key, declared, declaration, attempt, instances, highestIndex, generations, commit, cleanUp);
    }

    public RunState withCleanUp(boolean now) {
        return new RunState(key, declared, declaration, attempt, instances, highestIndex, generations, goodCommit, now);
    }
}
