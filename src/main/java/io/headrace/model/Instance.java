package io.headrace.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One generation of one slot as the server knows it.
 *
 * @param attempt number of the attempt that created it
 * @param site where it is, as declared when it was created: its account stays whatever becomes of the Cloud
 * @param softwareHash the software that its steps brought, or are bringing
 * @param round what its steps are after since the software was last asked for
 * @param deployed whether {@code deploy} succeeded once
 * @param removing set once it is to go; never unset
 * @param machineId the cloud's id of its machine
 * @param boundAt when its agent first came
 * @param seenAt when its agent was last heard, to about half a minute
 * @param absentSince first observation in a row that found something wrong with its machine
 * @param suspected what that observation found
 * @param lost whether its machine is absent or stopped for sure, so that nothing can run on it
 * @param drift what is wrong for sure: seen in two observations in a row, or a silent agent
 * @param peers slots with generation ({@code web.1:2}) that its recipes know of; what differs is told by onAdd, onRemove
 * @param steps all steps that were asked of it, oldest first
 * @param stepCount steps ever asked, for their ids
 * @param wiring the values that its inputs get from elsewhere, null while none are known
 * @param message what a person should know: why it failed or waits, or what its recipe displays
 */
public record Instance(Slot slot, int generation, InstanceState state, int attempt, Site site, String softwareHash,
        Round round, boolean deployed, boolean removing, @Nullable Intent intent, @Nullable String machineId,
        @Nullable String address, @Nullable Instant boundAt, @Nullable Instant seenAt, @Nullable Instant absentSince,
        Drift.@Nullable Kind suspected, boolean lost, @Nullable Drift drift, Set<String> peers, List<Step> steps,
        int stepCount, @Nullable Wiring wiring,
        @Nullable String message) {

    public Instance {
        peers = Collections.unmodifiableSet(new TreeSet<>(peers));
        steps = List.copyOf(steps);
        if (lost && drift == null) {
            // Stored by a version that did not note what it had seen.
            drift = new Drift(Drift.Kind.ABSENT, "the machine is absent or stopped",
                    absentSince == null ? Instant.EPOCH : absentSince, false, null);
        }
    }

    /**
     * The steps that bring one software: of a first boot, or of an update of what is deployed; steps whose number is at
     * most {@code after} belong to earlier ones.
     */
    public record Round(boolean update, int after) {}

    /**
     * Digests of values that come through wiring or from secrets, by input; an input without a value has none.
     *
     * @param used those that its recipes have seen
     * @param now those that they would see now
     */
    public record Wiring(SortedMap<String, String> used, SortedMap<String, String> now) {

        public Wiring {
            used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
            now = Collections.unmodifiableSortedMap(new TreeMap<>(now));
        }
    }

    /** Decided now, nothing asked for yet. */
    public static Instance planned(Slot slot, int generation, int attempt, Site site, String softwareHash) {
        return new Instance(slot, generation, InstanceState.PLANNED, attempt, site, softwareHash,
                new Round(false, 0), false, false, null, null, null, null, null, null, null, false, null, Set.of(),
                List.of(), 0,
                null, null);
    }

    /** The slot with the generation: {@code web.1:2}. */
    public String id() {
        return slot + ":" + generation;
    }

    public boolean bound() {
        return boundAt != null;
    }

    /** Whether it is ready, and nothing is known or suspected that speaks against it. */
    public boolean well() {
        return state == InstanceState.READY && !removing && drift == null && suspected == null;
    }

    public boolean hasOpenSteps() {
        return steps.stream().anyMatch(Step::open);
    }

    public Instance withState(InstanceState newState) {
        return new Instance(slot, generation, newState, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withIntent(@Nullable Intent newIntent) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, newIntent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withMachine(@Nullable String newMachineId, @Nullable String newAddress) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                newMachineId, newAddress, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withAgent(@Nullable Instant newBoundAt, @Nullable Instant newSeenAt) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId,
                address, newBoundAt, newSeenAt, absentSince, suspected, lost, drift, peers, steps, stepCount, wiring,
                message);
    }

    /** What the last observation of its machine found, and since when; nulls when all was well. */
    public Instance withSuspicion(Drift.@Nullable Kind kind, @Nullable Instant since) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId, address, boundAt, seenAt, since, kind, lost, drift, peers, steps, stepCount, wiring,
                message);
    }

    /** What is wrong for sure; null when nothing is. */
    public Instance withDrift(@Nullable Drift now) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, now != null && now.kind().lost(), now,
                peers, steps, stepCount, wiring, message);
    }

    public Instance withSite(Site newSite) {
        return new Instance(slot, generation, state, attempt, newSite, softwareHash, round, deployed, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withSoftware(String newHash, Round newRound) {
        return new Instance(slot, generation, state, attempt, site, newHash, newRound, deployed, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withDeployed() {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, true, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                wiring, message);
    }

    public Instance withPeers(Set<String> newPeers) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId,
                address, boundAt, seenAt, absentSince, suspected, lost, drift, newPeers, steps, stepCount, wiring,
                message);
    }

    public Instance withSteps(List<Step> newSteps, int newStepCount) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId,
                address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, newSteps, newStepCount, wiring,
                message);
    }

    public Instance withWiring(@Nullable Wiring newWiring) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId, address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount,
                newWiring, message);
    }

    public Instance withMessage(@Nullable String newMessage) {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, removing, intent,
                machineId,
                address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount, wiring,
                newMessage);
    }

    /** The same, from now on on its way out. */
    public Instance leaving() {
        return new Instance(slot, generation, state, attempt, site, softwareHash, round, deployed, true, intent,
                machineId,
                address, boundAt, seenAt, absentSince, suspected, lost, drift, peers, steps, stepCount, wiring,
                message);
    }
}
