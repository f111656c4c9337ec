package io.headrace.reconcile;

import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RefChange;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** A gate that tells how long it judged each commit, and what it refused. */
final class TracedGate implements PushGate {

    private final PushGate gate;
    private final Traces traces;

    TracedGate(PushGate gate, Traces traces) {
        this.gate = gate;
        this.traces = traces;
    }

    @Override
    public Map<String, String> check(Push push, Consumer<String> terminal) {
        Instant begun = traces.clock().instant();
        Map<String, String> refused = gate.check(push, terminal);
        for (RefChange change : push.changes()) {
            String commit = change.newId();
            if (commit != null) {
                traces.ended(push.repository(), commit, "judge", begun,
                        Map.of("ref", change.ref(), "principal", push.principal().name()),
                        refused.getOrDefault(change.ref(), ""));
            }
        }
        return refused;
    }

    @Override
    public void refused(Push push, String reason) {
        gate.refused(push, reason);
    }

    @Override
    public void landed(Push push, Consumer<String> terminal) {
        gate.landed(push, terminal);
    }
}
