package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.Declaration;
import io.headrace.model.Entry;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run while one change is made to it. It writes the timeline itself, by comparing each instance with what it was, and
 * the pending statuses, by comparing the story of the attempt: so no rule can change something and not tell it.
 */
final class Draft {

    private static final Comparator<Instance> ORDER = Comparator.comparing(Instance::slot)
            .thenComparingInt(Instance::generation);

    /** What fits into a commit's status. */
    static final int STATUS_LENGTH = 140;

    private final RunState before;
    private final List<Instance> instances;
    private final List<CommitStatus> statuses = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private RunState rest;
    private RunState whole;
    private int moves;
    private int wholeAt;
    private boolean opened;

    Draft(RunState before) {
        this.before = before;
        this.rest = before;
        this.whole = before;
        this.instances = new ArrayList<>(before.instances());
    }

    /** The run as it is now. */
    RunState state() {
        if (wholeAt != moves) {
            whole = rest.withInstances(instances);
            wholeAt = moves;
        }
        return whole;
    }

    /** How often something was changed; two equal counts mean that nothing happened between. */
    int moves() {
        return moves;
    }

    Mode mode() {
        return Mode.of(rest);
    }

    Optional<Attempt> attempt() {
        return Optional.ofNullable(rest.attempt());
    }

    int attemptNumber() {
        return attempt().map(Attempt::number).orElse(0);
    }

    Optional<Declaration> declaration() {
        return Optional.ofNullable(rest.declaration());
    }

    Optional<Node> node(Slot slot) {
        return declaration().flatMap(declared -> declared.node(slot.node()));
    }

    /** The instances now; a copy, which later changes do not touch. */
    List<Instance> instances() {
        return List.copyOf(instances);
    }

    /** Changes what is not an instance. */
    void change(UnaryOperator<RunState> how) {
        RunState next = how.apply(rest);
        if (!next.equals(rest)) {
            rest = next;
            moves++;
        }
    }

    /** Sets an instance to this value, or adds it, and writes what that means to the timeline. */
    void put(Instance next) {
        int at = Collections.binarySearch(instances, next, ORDER);
        if (at < 0) {
            instances.add(-at - 1, next);
            tell(next);
        } else {
            Instance old = instances.get(at);
            if (old.equals(next)) {
                return;
            }
            instances.set(at, next);
            tellSteps(old, next);
            if (old.state() != next.state()) {
                tell(next);
            }
        }
        moves++;
    }

    /** Drops instances that are gone; nobody has to know of them any more. */
    void forgetGone() {
        if (instances.removeIf(one -> one.state() == InstanceState.GONE)) {
            moves++;
        }
    }

    void entry(String type, String subject, String message) {
        entries.add(new Entry(type, subject, message));
    }

    /** Opens this attempt; its first status is told with the change, when its story is known. */
    void open(Attempt attempt) {
        change(state -> state.withAttempt(attempt));
        opened = true;
        entry("attempt.opened", "", "attempt " + attempt.number() + " for " + Text.commit(attempt.commit()) + " by "
                + attempt.principal());
    }

    /** Ends the open attempt and tells its commit, which has little room. */
    void end(Attempt ended, Attempt.End end, String told) {
        change(state -> state.withAttempt(ended));
        entry("attempt.ended", "", end.message());
        CommitStatus.State state = switch (end.outcome()) {
            case SUCCEEDED, SUSPENDED -> CommitStatus.State.SUCCESS;
            case FAILED, ROLLED_BACK, TIMED_OUT -> CommitStatus.State.FAILURE;
            case SUPERSEDED, CANCELLED, LOST -> CommitStatus.State.ERROR;
        };
        statuses.add(status(ended, state, told));
    }

    /** What was made of the run. */
    Change change() {
        if (moves == 0 && entries.isEmpty()) {
            return Change.silent(before);
        }
        RunState after = state();
        Attempt attempt = after.attempt();
        if (attempt != null && attempt.open()) {
            String story = Story.of(after);
            if (opened || !story.equals(Story.of(before))) {
                statuses.add(status(attempt, CommitStatus.State.PENDING, story));
            }
        }
        return new Change(after, statuses, entries);
    }

    private CommitStatus status(Attempt attempt, CommitStatus.State state, String text) {
        return new CommitStatus(attempt.commit(), CommitStatus.PREFIX + "/" + rest.key().name(), state,
                Text.atMost(text.strip().replaceAll("\\s+", " "), STATUS_LENGTH));
    }

    private void tell(Instance one) {
        String message = one.message();
        entry("instance." + one.state().name().toLowerCase(Locale.ROOT), one.id(), message == null ? "" : message);
    }

    private void tellSteps(Instance old, Instance next) {
        if (old.steps().equals(next.steps())) {
            return;
        }
        for (Step step : next.steps()) {
            Step.Status was = old.steps()
                    .stream()
                    .filter(one -> one.id().equals(step.id()))
                    .map(Step::status)
                    .findFirst()
                    .orElse(Step.Status.WAITING);
            if (was != step.status()) {
                tellStep(next, step);
            }
        }
    }

    private void tellStep(Instance one, Step step) {
        String what = step.kind().key() + " of " + step.component();
        switch (step.status()) {
            case WAITING, ENDING -> {
            }
            case RUNNING -> entry("step.started", one.id(), what);
            case SUCCEEDED -> entry("step.succeeded", one.id(), what);
            case FAILED -> entry("step.failed", one.id(), what + ": exit code " + step.exitCode());
            case ENDED -> entry("step.ended", one.id(), what);
        }
    }
}
