package io.headrace.http;

import io.headrace.model.Change;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.plan.Attempts;
import io.headrace.plan.Facts;
import io.headrace.plan.Planner;
import io.headrace.plan.Sighting;
import io.headrace.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What happens to one run, played through the real planner into the real store. */
final class Story {

    private final RunKey run;
    private final Runs runs;
    private final TestClock clock;

    Story(RunKey run, Runs runs, TestClock clock) {
        this.run = run;
        this.runs = runs;
        this.clock = clock;
    }

    Story declared(Declaration declaration, String commit, Principal by) {
        return change(state -> Attempts.declare(state, declaration, commit, by, clock.instant()));
    }

    Story removed(String commit, Principal by) {
        return change(state -> Attempts.remove(state, commit, by, clock.instant()));
    }

    Story aborted(String reason) {
        return change(state -> Attempts.abort(state, reason, clock.instant()));
    }

    /** The cloud makes every machine that was asked for. */
    Story created() {
        for (Instance one : which(state -> state.intent() != null && state.intent().verb() == Intent.Verb.CREATE)) {
            change(state -> Facts.requested(state, one.slot(), one.generation(), "sealed"));
            int number = Math.floorMod((run.toString() + one.id()).hashCode(), 250) + 2;
            change(state -> Facts.created(state, one.slot(), one.generation(),
                    "hr-5f1c9a02-%08x-%s-%d".formatted(run.hashCode(), one.slot(), one.generation()),
                    "127.18.4." + number));
        }
        return this;
    }

    /** The cloud deletes what was to go. */
    Story deleted() {
        for (Instance one : which(state -> state.intent() != null && state.intent().verb() == Intent.Verb.DELETE)) {
            change(state -> Facts.deleted(state, one.slot(), one.generation()));
        }
        return this;
    }

    /** Agents come on those instances. */
    Story bound(Predicate<Instance> which) {
        for (Instance one : which(which.and(instance -> !instance.bound() && instance.machineId() != null))) {
            change(state -> Facts.bound(state, one.slot(), one.generation(), clock.instant()));
        }
        return this;
    }

    /** The next waiting step of that instance begins. */
    Story started(String slot) {
        return onStep(slot, Step.Status.WAITING,
                (state, one, step) -> Facts.stepStarted(state, one.slot(), one.generation(), step.id()));
    }

    Story exited(String slot, int code, String lastLine) {
        return onStep(slot, Step.Status.RUNNING, (state, one, step) -> Facts.stepExited(state, one.slot(),
                one.generation(), step.id(), code, lastLine));
    }

    /** Every step that waits runs well, until none is left. */
    Story finished() {
        for (int round = 0; round < 20; round++) {
            for (Instance one : which(Instance::hasOpenSteps)) {
                Step step = one.steps().stream().filter(Step::open).findFirst().orElseThrow();
                change(state -> Facts.stepStarted(state, one.slot(), one.generation(), step.id()));
                change(state -> Facts.stepExited(state, one.slot(), one.generation(), step.id(), 0, "done"));
            }
        }
        return this;
    }

    Story displayed(String slot, String text) {
        Instance one = one(slot);
        return change(state -> Facts.displayed(state, one.slot(), one.generation(), text));
    }

    /** Two looks find no machine. */
    Story lost(String slot) {
        for (int look = 0; look < 2; look++) {
            Instance one = one(slot);
            change(state -> Facts.observed(state, one.slot(), one.generation(), Sighting.absent(Instant.EPOCH),
                    clock.instant()));
        }
        return this;
    }

    /** Whatever follows from what is known. */
    Story planned() {
        return change(Change::silent);
    }

    /** From the commit to ready. */
    Story ready(Declaration declaration, String commit, Principal by) {
        return declared(declaration, commit, by).created().bound(_ -> true).finished();
    }

    RunState state() {
        return runs.find(run).orElseThrow();
    }

    /** What is known of one step. */
    @FunctionalInterface
    private interface OnStep {

        Change apply(RunState state, Instance instance, Step step);
    }

    private Story onStep(String slot, Step.Status status, OnStep fact) {
        Instance one = one(slot);
        Step step = one.steps().stream().filter(each -> each.status() == status).findFirst().orElseThrow();
        return change(state -> fact.apply(state, one, step));
    }

    private Instance one(String slot) {
        return which(each -> each.slot().toString().equals(slot)).getLast();
    }

    private List<Instance> which(Predicate<Instance> which) {
        return state().instances().stream().filter(which).toList();
    }

    private Story change(Function<RunState, Change> change) {
        clock.pass(Duration.ofMillis(740));
        runs.update(run, state -> {
            Change first = change.apply(state);
            return first.then(Planner.advance(first.state(), clock.instant()));
        });
        return this;
    }
}
