package io.headrace.http;

import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RefChange;
import io.headrace.store.AuditLog;
import io.headrace.store.Deed;
import io.headrace.store.Deed.Via;
import java.util.Map;
import java.util.function.Consumer;

/** A gate for pushes that writes each of them into the audit log, ref by ref, before the refs move. */
final class AuditedGate implements PushGate {

    private static final String ACTION = "push";

    private final PushGate gate;
    private final AuditLog log;

    AuditedGate(PushGate gate, AuditLog log) {
        this.gate = gate;
        this.log = log;
    }

    @Override
    public Map<String, String> check(Push push, Consumer<String> terminal) {
        Map<String, String> refused = gate.check(push, terminal);
        for (RefChange change : push.changes()) {
            String reason = refused.get(change.ref());
            log.record(reason == null
                    ? Deed.done(push.repository().tenant(), push.principal(), Via.GIT, ACTION, subject(push, change))
                    : refusal(push, subject(push, change), reason));
        }
        return refused;
    }

    @Override
    public void refused(Push push, String reason) {
        gate.refused(push, reason);
        if (push.changes().isEmpty()) {
            log.record(refusal(push, push.repository().toString(), reason));
        }
        push.changes().forEach(change -> log.record(refusal(push, subject(push, change), reason)));
    }

    @Override
    public void landed(Push push, Consumer<String> terminal) {
        gate.landed(push, terminal);
    }

    private static Deed refusal(Push push, String subject, String reason) {
        return Deed.refused(push.repository().tenant(), push.principal(), Via.GIT, ACTION, subject, reason);
    }

    private static String subject(Push push, RefChange change) {
        String commit = change.newId();
        return push.repository() + " " + change.ref() + " " + (commit == null ? "deleted" : commit);
    }
}
