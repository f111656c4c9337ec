package io.headrace.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the server knows of one run; the subject of the planner, stored as one document.
 *
 * @param declared whether the deployed branch declares it now
 * @param declaration what is in force: what was last declared, or after a rollback what the last good commit declares; kept when the run leaves the branch, for its last steps
 * @param attempt the latest attempt
 * @param instances all instances that are not forgotten, in slot order, then generation
 * @param slots the slots that are wanted; a slot stays when its instance is replaced
 * @param losses what was done about drift within about the last hour, oldest first
 * @param highestIndex the highest index that each node ever used: an index that left is not used again
 * @param generations the latest generation of each slot ({@code web.1})
 * @param goodCommit the last commit that an attempt brought to success
 * @param goodDeclaration what that commit declares; null when it was good before this was kept
 * @param cleanUp set when an attempt has ended and {@code keep} wants its machines deleted
 * @param proposal what would be done about drift, for a run that wants to be asked first; null when there is nothing
 */
public record RunState(RunKey key, boolean declared, @Nullable Declaration declaration, @Nullable Attempt attempt,
        List<Instance> instances, SortedSet<Slot> slots, List<Loss> losses, SortedMap<String, Integer> highestIndex,
        SortedMap<String, Integer> generations, @Nullable String goodCommit,
        @Nullable Declaration goodDeclaration, boolean cleanUp,
        @Nullable Proposal proposal) {

    public RunState {
        instances = List.copyOf(instances);
        slots = Collections.unmodifiableSortedSet(new TreeSet<>(slots));
        losses = List.copyOf(losses);
        highestIndex = Collections.unmodifiableSortedMap(new TreeMap<>(highestIndex));
        generations = Collections.unmodifiableSortedMap(new TreeMap<>(generations));
    }

    /**
     * Drift about which something was done: the machine was replaced, or, once a generation, started again.
     *
     * @param heal whether no attempt was open and the machine was replaced, so that only this is the reason for its next
     *        generation
     * @param weight whether it counts towards how often the server mends by itself
     */
    public record Loss(Slot slot, int generation, Instant at, boolean heal, Weight weight) {

        /** What a loss means for the next one of its slot. */
        public enum Weight {
            /** The server waits ever longer, and in the end for a person. */
            COUNTED,
            /** A person has acted on the run or the slot since, or mended it: the server begins anew. */
            FORGIVEN
        }

        public Loss {
            // Documents of before losses were forgiven do not have it.
            weight = Objects.requireNonNullElse(weight, Weight.COUNTED);
        }

        public boolean counted() {
            return weight == Weight.COUNTED;
        }

        public Loss forgiven() {
            return new Loss(slot, generation, at, heal, Weight.FORGIVEN);
        }
    }

    /** A run that nobody has declared yet. */
    public static RunState fresh(RunKey key) {
        return new RunState(key, false, null, null, List.of(), new TreeSet<>(), List.of(), new TreeMap<>(),
                new TreeMap<>(), null, null, false, null);
    }

    /** What the latest commit that affected the run declares; not in force after a rollback. */
    public Optional<Declaration> asked() {
        Attempt.Rollback rollback = attempt == null ? null : attempt.rollback();
        return Optional.ofNullable(rollback == null ? declaration : rollback.failed());
    }

    /** How many instances the run wants now. */
    public int desired() {
        return declared && declaration != null && !cleanUp ? declaration.replicas() : 0;
    }

    /** The generation of a slot, if it is not forgotten. */
    public Optional<Instance> instance(Slot slot, int generation) {
        return instances.stream().filter(one -> one.slot().equals(slot) && one.generation() == generation).findFirst();
    }

    public RunState withDeclaration(boolean nowDeclared, @Nullable Declaration newDeclaration) {
        return new RunState(key, nowDeclared, newDeclaration, attempt, instances, slots, losses, highestIndex,
                generations, goodCommit, goodDeclaration, cleanUp, proposal);
    }

    /** With another declaration of the same meaning as {@link #asked()}, also where it is known as the good one. */
    public RunState withAsked(Declaration same) {
        Attempt.Rollback rollback = attempt == null ? null : attempt.rollback();
        RunState next = attempt == null || rollback == null
                ? withDeclaration(true, same)
                : withAttempt(attempt.withFailed(same));
        boolean good = goodDeclaration != null && goodDeclaration.hash().equals(same.hash());
        return good ? next.withGood(goodCommit, same) : next;
    }

    public RunState withAttempt(@Nullable Attempt newAttempt) {
        return new RunState(key, declared, declaration, newAttempt, instances, slots, losses, highestIndex, generations,
                goodCommit, goodDeclaration, cleanUp, proposal);
    }

    public RunState withInstances(List<Instance> newInstances) {
        return new RunState(key, declared, declaration, attempt, newInstances, slots, losses, highestIndex, generations,
                goodCommit, goodDeclaration, cleanUp, proposal);
    }

    public RunState withSlots(SortedSet<Slot> newSlots, Map<String, Integer> newHighest) {
        return new RunState(key, declared, declaration, attempt, instances, newSlots, losses, new TreeMap<>(newHighest),
                generations, goodCommit, goodDeclaration, cleanUp, proposal);
    }

    public RunState withLosses(List<Loss> newLosses) {
        return new RunState(key, declared, declaration, attempt, instances, slots, newLosses, highestIndex, generations,
                goodCommit, goodDeclaration, cleanUp, proposal);
    }

    public RunState withGenerations(Map<String, Integer> newGenerations) {
        return new RunState(key, declared, declaration, attempt, instances, slots, losses, highestIndex,
                new TreeMap<>(newGenerations), goodCommit, goodDeclaration, cleanUp, proposal);
    }

    public RunState withGood(@Nullable String commit, @Nullable Declaration good) {
        return new RunState(key, declared, declaration, attempt, instances, slots, losses, highestIndex, generations,
                commit, good, cleanUp, proposal);
    }

    public RunState withCleanUp(boolean now) {
        return new RunState(key, declared, declaration, attempt, instances, slots, losses, highestIndex, generations,
                goodCommit, goodDeclaration, now, proposal);
    }

    public RunState withProposal(@Nullable Proposal newProposal) {
        return new RunState(key, declared, declaration, attempt, instances, slots, losses, highestIndex, generations,
                goodCommit, goodDeclaration, cleanUp, newProposal);
    }
}
