package io.headrace.reconcile;

import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.RunState;
import io.headrace.model.Tags;
import io.headrace.plan.Facts;
import io.headrace.store.Runs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Performs the intent to delete a machine: deletes all that carries the instance's tag, and forgets it only when two
 * observations begun afterwards did not show it.
 */
final class Deletion {

    private final Runs runs;
    private final Agents agents;
    private final CrashPoints crashes;
    private final String serverId;
    private final InstantSource clock;
    private final Traces traces;

    Deletion(Runs runs, Agents agents, CrashPoints crashes, String serverId, Traces traces) {
        this.runs = runs;
        this.agents = agents;
        this.crashes = crashes;
        this.serverId = serverId;
        this.clock = traces.clock();
        this.traces = traces;
    }

    void perform(Accounts.Open account, InstanceKey key, Instance instance) {
        crashes.passed(CrashPoint.DELETE_PLANNED);
        String machineId = instance.machineId();
        if (machineId != null) {
            delete(account, key, machineId);
        }
        crashes.passed(CrashPoint.MACHINE_DELETED);
        boolean absent = gone(account, key);
        boolean absentAgain = absent && gone(account, key);
        if (absentAgain) {
            RunState after = runs.update(key.run(), state -> Facts.deleted(state, key.slot(), key.generation()));
            crashes.passed(CrashPoint.DELETION_STORED);
            agents.gone(key, after.declared() && after.slots().contains(key.slot()));
        } else {
            Instant later = clock.instant().plusMillis(500);
            runs.update(key.run(), state -> Facts.postponed(state, key.slot(), key.generation(),
                    "waiting until the cloud has deleted the machine", later));
        }
    }

    private boolean gone(Accounts.Open account, InstanceKey key) {
        List<Observed.Machine> left = account.inventory()
                .since(clock.instant())
                .machines()
                .stream()
                .filter(machine -> Tags.instance(serverId, machine).filter(key::equals).isPresent())
                .toList();
        left.forEach(machine -> delete(account, key, machine.id()));
        return left.isEmpty();
    }

    private void delete(Accounts.Open account, InstanceKey key, String machineId) {
        account.calls().acquireUninterruptibly();
        try {
            traces.call(runs, key, "delete", () -> {
                account.connector().delete(machineId);
                return machineId;
            });
        } finally {
            account.calls().release();
        }
    }
}
