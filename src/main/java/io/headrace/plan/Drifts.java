package io.headrace.plan;

import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.Proposal;
import io.headrace.model.RunState;
import java.util.List;
import java.util.stream.Collectors;

/** Drift in words. */
final class Drifts {

    private Drifts() {}

    /** The worst of it in one word. */
    static String reason(List<Instance> drifted) {
        Drift.Kind worst = drifted.stream()
                .map(Instance::drift)
                .map(drift -> drift == null ? Drift.Kind.SILENT : drift.kind())
                .min(Drift.Kind::compareTo)
                .orElse(Drift.Kind.SILENT);
        return switch (worst) {
            case ABSENT -> "MachineAbsent";
            case STOPPED -> "MachineStopped";
            case CHANGED -> "MachineChanged";
            case SILENT -> "AgentSilent";
        };
    }

    /** Each instance with its drift, then what is to be done: {@code web.1: its machine is absent}. */
    static String message(RunState state, List<Instance> drifted) {
        String seen = drifted.stream().map(Drifts::text).collect(Collectors.joining("; "));
        Proposal proposal = state.proposal();
        return proposal == null
                ? seen
                : seen + "; plan " + proposal.hash() + " waits to be applied: " + Proposals.text(proposal);
    }

    private static String text(Instance one) {
        Drift drift = one.drift();
        if (drift == null) {
            return "";
        }
        Intent intent = one.intent();
        boolean starting = intent != null && intent.verb() == Intent.Verb.START;
        String more = starting ? " and is being started again" : drift.held() == null ? "" : ", " + drift.held();
        return one.slot() + ": " + drift.message() + more;
    }
}
