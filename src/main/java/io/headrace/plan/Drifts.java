package io.headrace.plan;

import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Policy;
import io.headrace.model.Proposal;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Drift in words, from when it is only suspected. The times in them are those of what was seen, and do not change. */
public final class Drifts {

    private Drifts() {}

    /** What is wrong with an instance, or seems to be. */
    public static Optional<Drift.Kind> kind(Instance one) {
        Drift drift = one.drift();
        return Optional.ofNullable(drift == null ? one.suspected() : drift.kind());
    }

    /** What is seen, since when, and what comes of it: {@code its machine is absent, seen since ...}. */
    public static String text(RunState state, Instance one) {
        Drift drift = one.drift();
        return drift == null ? suspicion(state, one) : sure(state, one, drift);
    }

    /** The worst of it in one word. */
    static String reason(List<Instance> drifted) {
        return drifted.stream()
                .map(Instance::drift)
                .filter(Objects::nonNull)
                .map(Drift::kind)
                .min(Drift.Kind::compareTo)
                .map(worst -> switch (worst) {
                    case ABSENT -> "MachineAbsent";
                    case STOPPED -> "MachineStopped";
                    case CHANGED -> "MachineChanged";
                    case SILENT -> "AgentSilent";
                })
                .orElse("Suspected");
    }

    /** Each instance with its drift, then what is to be done: {@code web.1: its machine is absent, ...}. */
    static String message(RunState state, List<Instance> drifted) {
        String seen = drifted.stream()
                .map(one -> one.slot() + ": " + text(state, one))
                .collect(Collectors.joining("; "));
        Proposal proposal = state.proposal();
        return proposal == null
                ? seen
                : seen + "; plan " + proposal.hash() + " waits to be applied: " + Proposals.text(proposal);
    }

    /** Until when the server waits for instances that had their share, and who need not; empty without any. */
    static String exhausted(RunState state) {
        String waiting = state.instances()
                .stream()
                .filter(one -> Losses.exhausted(state, one))
                .flatMap(one -> Losses.due(state, one).map(at -> one.slot() + " after " + Text.time(at)).stream())
                .collect(Collectors.joining(", "));
        return waiting.isEmpty()
                ? ""
                : "machines were lost too often within an hour; the server tries again: " + waiting
                        + "; `headrace rerun " + state.key().name() + "` tries at once";
    }

    private static String sure(RunState state, Instance one, Drift drift) {
        Intent intent = one.intent();
        Instant first = one.absentSince();
        Instant since = first != null && one.suspected() == drift.kind() ? first : drift.since();
        String seen = drift.message() + ", seen since " + Text.time(since);
        if (intent != null && intent.verb() == Intent.Verb.START) {
            return seen + ", and is being started again";
        }
        String held = drift.held();
        return seen + (held == null ? prospect(state, one) : ", " + held);
    }

    private static String prospect(RunState state, Instance one) {
        if (one.state() == InstanceState.FAILED && Mode.of(state) == Mode.SETTLED) {
            return ", waits for the next attempt";
        }
        if (Losses.policyNow(state).filter(Policy.Drift.OBSERVE::equals).isPresent()) {
            return ", only shown as drift is 'observe'";
        }
        return Losses.due(state, one)
                .filter(at -> at.isAfter(Instant.EPOCH))
                .map(at -> ", mended after " + Text.time(at))
                .orElse("");
    }

    private static String suspicion(RunState state, Instance one) {
        Drift.Kind kind = one.suspected();
        Instant since = one.absentSince();
        if (kind == null || since == null) {
            return "";
        }
        String seen = switch (kind) {
            case ABSENT -> "its machine seems to be absent";
            case STOPPED -> "its machine seems to be stopped";
            case CHANGED -> "its machine seems to be changed";
            case SILENT -> "its agent seems to be silent";
        };
        return seen + ", seen once at " + Text.time(since) + ", " + Losses.policyNow(state)
                .map(policy -> switch (policy) {
                    case HEAL -> "mended when it is seen again";
                    case PROPOSE -> "a plan is proposed when it is seen again";
                    case OBSERVE -> "only shown as drift is 'observe'";
                })
                .orElse("nothing is done before it is seen again");
    }
}
