package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.Entry;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A run with its clock and all that was told of it. Each act is followed by planning, as in production; the world does
 * only what a test says, or all that is asked of it by {@link #cooperate()}.
 */
final class Scene {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Principal ALICE = new Principal("acme", "alice", Role.DEVELOPER);
    static final RunKey LAMP = new RunKey("acme", "infra", "lamp");

    final List<CommitStatus> statuses = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    RunState state = RunState.fresh(LAMP);
    Instant now = START;

    /** A scene in which this was deployed and is ready. */
    static Scene deployed(Declarations declarations) {
        Scene scene = new Scene().declare(declarations, "c0ffee0000");
        return scene.cooperate();
    }

    Scene declare(Declarations declarations, String commit) {
        return apply(run -> Attempts.declare(run, declarations.build(), commit, ALICE, now));
    }

    Scene remove(String commit) {
        return apply(run -> Attempts.remove(run, commit, ALICE, now));
    }

    Scene rerun() {
        return apply(run -> Attempts.rerun(run, ALICE, now));
    }

    Scene resume() {
        return apply(run -> Attempts.resume(run, ALICE, now));
    }

    Scene abort(String reason) {
        return apply(run -> Attempts.abort(run, reason, now));
    }

    /** By a person; by a recipe without one. */
    Scene stop(String reason) {
        return apply(run -> Attempts.abort(run, reason, ALICE, now));
    }

    Scene pass(Duration time) {
        now = now.plus(time);
        return apply(Change::silent);
    }

    Scene requested(String id) {
        return apply(run -> Facts.requested(run, slot(id), generation(id), "request of " + id));
    }

    Scene created(String... ids) {
        for (String id : ids) {
            requested(id);
            apply(run -> Facts.created(run, slot(id), generation(id), "i-" + id, "10.0.0." + generation(id)));
        }
        return this;
    }

    Scene failed(String id, String reason, boolean retry) {
        return apply(run -> Facts.failed(run, slot(id), generation(id), reason, retry, now.plusSeconds(5)));
    }

    Scene bound(String... ids) {
        for (String id : ids) {
            apply(run -> Facts.bound(run, slot(id), generation(id), now));
        }
        return this;
    }

    /** The values of one input, now. */
    Scene wired(String id, String input, String value) {
        return apply(run -> Facts.rewired(run, Map.of(id, new TreeMap<>(Map.of(input, value)))));
    }

    Scene started(String step) {
        return apply(run -> Facts.stepStarted(run, slot(step), generation(step), step));
    }

    Scene exited(String step, int code, String lastLine) {
        return apply(run -> Facts.stepExited(run, slot(step), generation(step), step, code, lastLine));
    }

    /** All open steps of the instance succeed, also those that follow. */
    Scene runs(String id) {
        Optional<Step> open = instance(id).steps().stream().filter(Step::open).findFirst();
        while (open.isPresent()) {
            exited(open.get().id(), 0, "");
            open = state.instance(slot(id), generation(id))
                    .flatMap(
                            one -> one.steps().stream().filter(Step::open).findFirst());
        }
        return this;
    }

    Scene deleted(String... ids) {
        for (String id : ids) {
            apply(run -> Facts.deleted(run, slot(id), generation(id)));
        }
        return this;
    }

    /** The machine was started again, and is seen to run. */
    Scene restarted(String id) {
        apply(run -> Facts.started(run, slot(id), generation(id), now));
        return seen(id, Sighting.well(null));
    }

    /** One observation. */
    Scene seen(String id, Sighting sighting) {
        now = now.plusSeconds(10);
        return apply(run -> Facts.observed(run, slot(id), generation(id), sighting, now));
    }

    /** Two minutes in which the agent was not heard. */
    Scene silent(String id, Silence silence) {
        now = now.plus(Silence.LIMIT);
        return apply(run -> Facts.silent(run, slot(id), generation(id), silence, now));
    }

    /** Somebody applies the plan with that hash. */
    Scene applied(String hash) {
        return apply(run -> Proposals.apply(run, hash, "bob", now));
    }

    /** Two observations that do not see the machine. */
    Scene lost(String id) {
        for (int times = 0; times < 2; times++) {
            now = now.plusSeconds(10);
            apply(run -> Facts.observed(run, slot(id), generation(id), Sighting.absent(Instant.EPOCH), now));
        }
        return this;
    }

    /** The world does what it is asked until nothing is asked any more. */
    Scene cooperate() {
        RunState before = RunState.fresh(LAMP);
        while (!before.equals(state)) {
            before = state;
            state.instances().forEach(this::cooperate);
        }
        return this;
    }

    private void cooperate(Instance one) {
        Intent intent = one.intent();
        if (intent != null && intent.notBefore().isAfter(now)) {
            return;
        }
        if (intent != null && intent.verb() == Intent.Verb.CREATE) {
            created(one.id());
        } else if (intent != null && intent.verb() == Intent.Verb.START) {
            restarted(one.id());
        } else if (intent != null) {
            deleted(one.id());
        } else if (one.state() == InstanceState.BOOTING) {
            bound(one.id());
        } else if (one.hasOpenSteps()) {
            one.steps().stream().filter(Step::open).findFirst().ifPresent(step -> exited(step.id(), 0, ""));
        }
    }

    Scene apply(Function<RunState, Change> act) {
        tell(act.apply(state));
        tell(Planner.advance(state, now));
        return this;
    }

    private void tell(Change change) {
        state = change.state();
        statuses.addAll(change.statuses());
        entries.addAll(change.entries());
    }

    Instance instance(String id) {
        return state.instance(slot(id), generation(id))
                .orElseThrow(() -> new AssertionError("no " + id + " in "
                        + ids()));
    }

    /** What there is: {@code web.1:1 ready}. */
    List<String> ids() {
        return state.instances()
                .stream()
                .map(one -> one.id() + " " + one.state()
                        .name()
                        .toLowerCase(
                                java.util.Locale.ROOT))
                .toList();
    }

    /** All steps ever asked of an instance: {@code deploy succeeded}. */
    List<String> steps(String id) {
        return instance(id).steps()
                .stream()
                .map(step -> step.kind().key() + " " + step.status().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    /** What is asked of clouds now: {@code create web.1:1}. */
    List<String> intents() {
        return state.instances()
                .stream()
                .flatMap(one -> Optional.ofNullable(one.intent())
                        .stream()
                        .map(
                                intent -> intent.verb().name().toLowerCase(java.util.Locale.ROOT) + " " + one.id()))
                .toList();
    }

    /** What commits were told: {@code pending c0ffee0000 waiting for 2 machines}. */
    List<String> told() {
        return statuses.stream()
                .map(status -> status.state().name().toLowerCase(java.util.Locale.ROOT) + " " + status
                        .commit() + " " + status.description())
                .toList();
    }

    String lastTold() {
        return told().getLast();
    }

    /** Types of entries with their subjects: {@code instance.ready web.1:1}. */
    List<String> timeline() {
        return entries.stream().map(entry -> (entry.type() + " " + entry.subject()).strip()).toList();
    }

    Scene forgetTold() {
        statuses.clear();
        entries.clear();
        return this;
    }

    static Slot slot(String id) {
        return Slot.parse(id.split(":", -1)[0]);
    }

    static int generation(String id) {
        return Integer.parseInt(id.split(":", -1)[1]);
    }
}
