package io.headrace.reconcile;

import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.plan.Facts;
import io.headrace.store.Runs;
import java.time.InstantSource;

/** Performs the intent to start a machine again: one that is stopped, or one that runs and whose agent is silent. */
final class Restart {

    private final Runs runs;
    private final InstantSource clock;

    Restart(Runs runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    void perform(Accounts.Open account, InstanceKey key, Instance instance) {
        String machineId = instance.machineId();
        Drift drift = instance.drift();
        if (machineId != null && drift != null) {
            account.calls().acquireUninterruptibly();
            try {
                if (drift.kind() == Drift.Kind.SILENT) {
                    account.connector().stop(machineId);
                }
                account.connector().start(machineId);
            } finally {
                account.calls().release();
            }
        }
        runs.update(key.run(), state -> Facts.started(state, key.slot(), key.generation(), clock.instant()));
    }
}
