package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Declaration;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A world that from now on does what it is asked, and what then must become of its run. */
final class Cooperation {

    private final World world;

    Cooperation(World world) {
        this.world = world;
    }

    void run() {
        settle();
        Attempt attempt = world.state.attempt();
        if (attempt == null) {
            assertThat(world.state.instances()).isEmpty();
            return;
        }
        if (Optional.ofNullable(attempt.end())
                .filter(end -> end.outcome() == Attempt.Outcome.FAILED
                        || end.outcome() == Attempt.Outcome.TIMED_OUT)
                .isPresent()) {
            // What failed waits for a person; an hour later lost machines are forgiven, too.
            world.now = world.now.plus(Duration.ofMinutes(61));
            world.act("rerun", run -> Attempts.rerun(run, Scene.ALICE, world.now));
            settle();
        }
        mended();
        converged(world.state);
    }

    /** Somebody does what is left to people: applies a plan, or tries again where drift is only shown or healing failed. */
    private void mended() {
        for (int round = 0; round < 5 && world.state.declared() && Mode.of(world.state) == Mode.SETTLED; round++) {
            if (world.state.proposal() != null) {
                world.propose(true);
            } else if (world.state.instances().stream().anyMatch(one -> one.lost() || broken(world.state, one))) {
                world.now = world.now.plus(Duration.ofMinutes(61));
                world.act("rerun", run -> Attempts.rerun(run, Scene.ALICE, world.now));
            }
            settle();
        }
    }

    private static boolean broken(RunState state, Instance one) {
        return one.state() == InstanceState.FAILED && !tolerated(state, one);
    }

    private void converged(RunState state) {
        Attempt attempt = state.attempt();
        Declaration declaration = state.declaration();
        assertThat(attempt != null && !attempt.open()).as("ended").isTrue();
        assertThat(Due.next(state).filter(at -> at.isBefore(world.now))).as("nothing is overdue").isEmpty();
        if (state.declared() && declaration != null && declaration.policy().suspend()) {
            return;
        }
        if (!state.declared() || state.cleanUp()) {
            assertThat(state.instances()).isEmpty();
            assertThat(world.machines).isEmpty();
            return;
        }
        assertThat(state.instances()).as("ready").allMatch(one -> Wanted.settled(state, one) || tolerated(state, one));
        assertThat(state.instances()).extracting(Instance::slot).containsExactlyElementsOf(state.slots());
        assertThat(state.slots().size()).isEqualTo(Wanted.count(state));
        assertThat(world.machines.keySet()).containsExactlyInAnyOrderElementsOf(
                state.instances().stream().filter(one -> one.machineId() != null).map(Instance::id).toList());
    }

    private static boolean tolerated(RunState state, Instance one) {
        return Wanted.unprovisioned(one) && Wanted.tolerated(state);
    }

    /** Everything that is asked is done, until nothing is, and nothing is waited for. */
    private void settle() {
        boolean moving = true;
        for (int round = 0; moving; round++) {
            Laws.require(round < 200, "a cooperating world comes to rest");
            RunState before = world.state;
            world.plan();
            world.state.instances().forEach(this::serve);
            world.now = world.now.plusSeconds(1);
            world.state.instances().forEach(world::observe);
            world.plan();
            boolean asked = world.state.instances().stream().anyMatch(one -> World.open(one, world.now));
            moving = asked || !world.state.equals(before) || waited();
        }
    }

    /** Lets the time of a back-off pass; an attempt must not need its deadline for that. */
    private boolean waited() {
        Optional<Instant> due = Due.next(world.state).filter(at -> at.isAfter(world.now));
        due.ifPresent(at -> {
            Attempt attempt = world.state.attempt();
            Laws.require(attempt == null || attempt.aborted() || !attempt.open() || at.isBefore(attempt.deadline()),
                    "nothing hangs until the deadline");
            world.log.add("pass until " + at);
            world.now = at;
            world.plan();
        });
        return due.isPresent();
    }

    private void serve(Instance seen) {
        Instance one = world.state.instance(seen.slot(), seen.generation()).orElse(seen);
        Intent intent = one.intent();
        if (World.open(one, world.now) && intent != null) {
            if (intent.verb() == Intent.Verb.CREATE) {
                world.create(one, 0);
            } else if (intent.verb() == Intent.Verb.START) {
                world.start(one, world.machines.containsKey(one.id()) ? 0 : 9);
            } else {
                world.machines.remove(one.id());
                world.act("deleted " + one.id(), run -> Facts.deleted(run, one.slot(), one.generation()));
            }
        } else if (!world.running(one)) {
            return;
        } else if (one.drift() != null && one.drift().kind() == Drift.Kind.SILENT) {
            world.act("heard " + one.id(), run -> Facts.heard(run, one.slot(), one.generation(), world.now));
        } else if (world.machines.containsKey(one.id()) && !one.bound() && one.state() != InstanceState.GONE) {
            world.act("bound " + one.id(), run -> Facts.bound(run, one.slot(), one.generation(), world.now));
        } else if (world.machines.containsKey(one.id())) {
            one.steps()
                    .stream()
                    .filter(Step::open)
                    .findFirst()
                    .ifPresent(
                            step -> world.exit(one, step, step.status() == Step.Status.ENDING ? 143 : 0));
        }
    }
}
