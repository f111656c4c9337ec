package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of every change, whatever the world does. */
final class Laws implements World.Witness {

    private final Set<Slot> left = new HashSet<>();
    private final Set<String> generations = new HashSet<>();
    private int ended;
    private boolean pending;

    @Override
    public void saw(RunState before, Change change, boolean planned) {
        RunState after = change.state();
        statuses(change);
        oneLiveGeneration(after);
        indices(before, after);
        newGenerations(before, after);
        mending(after);
        if (planned) {
            asked(before, change);
            dependencies(before, after);
            require(after.instances().stream().noneMatch(one -> one.state() == InstanceState.GONE),
                    "gone are forgotten");
            after.instances()
                    .stream()
                    .filter(Machines::unasked)
                    .forEach(
                            one -> require(mayCreate(after, one), "only what is wanted is created"));
            // Whatever state there is, it can be spoken of.
            Phases.phase(after);
            Conditions.of(after);
            Due.next(after);
        }
    }

    private static boolean mayCreate(RunState state, Instance one) {
        return (Mode.of(state) == Mode.OPEN || Mode.of(state) == Mode.SETTLED) && state.slots().contains(one.slot())
                && one.state() == InstanceState.CREATING && !one.removing();
    }

    /** Each attempt is told its end exactly once, after its pending ones. */
    private void statuses(Change change) {
        for (CommitStatus status : change.statuses()) {
            require(status.description().length() <= 140, "descriptions are short");
            if (status.state().terminal()) {
                ended++;
                pending = false;
            } else {
                pending = true;
            }
        }
        Attempt attempt = change.state().attempt();
        if (attempt != null && attempt.rollback() != null) {
            require(attempt.end() == null || attempt.end().outcome() != Attempt.Outcome.SUCCEEDED,
                    "what went back has failed");
        }
        if (attempt != null) {
            require(ended == (attempt.open() ? attempt.number() - 1 : attempt.number()), "each attempt ends once");
            require(pending == attempt.open(), "the end is told last");
        }
    }

    /** The server does something about drift of one slot three times an hour, not more, unless a person acts. */
    private static void mending(RunState state) {
        for (Slot slot : state.losses().stream().map(RunState.Loss::slot).distinct().toList()) {
            List<Instant> times = state.losses()
                    .stream()
                    .filter(loss -> loss.counted() && loss.slot().equals(slot))
                    .map(RunState.Loss::at)
                    .toList();
            for (int i = 3; i < times.size(); i++) {
                require(!times.get(i).isBefore(times.get(i - 3).plus(Losses.WINDOW)), "three times an hour at most");
            }
        }
    }

    /** Without an attempt, planning touches drift only where it is to be healed, and no commit is told anything. */
    private static void asked(RunState before, Change change) {
        RunState after = change.state();
        Attempt attempt = before.attempt();
        if (Mode.of(before) != Mode.SETTLED || attempt == null) {
            return;
        }
        require(attempt.equals(after.attempt()), "an ended attempt stays as it is");
        require(change.statuses().isEmpty(), "drift tells commits nothing");
        if (Losses.policyNow(before).filter(policy -> policy == Policy.Drift.HEAL).isEmpty()) {
            require(before.losses().equals(after.losses()), "without leave nothing is healed");
            require(after.instances().stream().allMatch(one -> !one.removing() || removing(before, one)),
                    "without leave nothing is removed");
        }
        require(after.proposal() == null || Losses.policyNow(after).filter(Policy.Drift.PROPOSE::equals).isPresent(),
                "only who is asked gets a plan");
    }

    private static boolean removing(RunState state, Instance one) {
        return state.instance(one.slot(), one.generation()).filter(Instance::removing).isPresent();
    }

    private static void oneLiveGeneration(RunState state) {
        List<Slot> live = state.instances()
                .stream()
                .filter(one -> one.state() != InstanceState.GONE)
                .map(Instance::slot)
                .toList();
        require(new HashSet<>(live).size() == live.size(), "one generation of a slot lives");
    }

    /** An index that left does not come back in the same life of the run. */
    private void indices(RunState before, RunState after) {
        boolean newLife = before.declared() != after.declared() || before.cleanUp() != after.cleanUp();
        if (newLife) {
            left.clear();
        } else {
            before.slots().stream().filter(slot -> !after.slots().contains(slot)).forEach(left::add);
            require(after.slots().stream().noneMatch(left::contains), "indices are not used again");
        }
    }

    /** A generation is planned once. */
    private void newGenerations(RunState before, RunState after) {
        for (Instance one : after.instances()) {
            if (before.instance(one.slot(), one.generation()).isEmpty()) {
                require(generations.add(one.id()), "a generation is planned once");
            }
        }
    }

    /** Recipes that bring software are begun only where all that they depend on was deployed. */
    private static void dependencies(RunState before, RunState after) {
        Declaration declaration = after.declaration();
        if (declaration == null) {
            return;
        }
        for (Instance one : after.instances()) {
            int known = before.instance(one.slot(), one.generation()).map(Instance::stepCount).orElse(0);
            boolean begun = one.steps()
                    .stream()
                    .anyMatch(step -> Steps.number(step) > known && Steps.main(step)
                            && step.status() == Step.Status.WAITING);
            declaration.node(one.slot().node()).filter(node -> begun).ifPresent(node -> deployed(after, node));
        }
    }

    private static void deployed(RunState state, Node node) {
        for (Slot slot : state.slots()) {
            if (node.dependsOn().contains(slot.node())) {
                require(Wanted.holder(state, slot)
                        .filter(one -> one.deployed() || Wanted.unprovisioned(one))
                        .isPresent(), node.name() + " begins after " + slot);
            }
        }
    }

    static void require(boolean holds, String law) {
        if (!holds) {
            throw new AssertionError("broken law: " + law);
        }
    }
}
