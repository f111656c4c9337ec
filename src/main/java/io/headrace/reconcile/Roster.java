package io.headrace.reconcile;

import io.headrace.model.AccountKey;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which instances each account should hold, as the stored runs say; an index in memory, filled from the store at start
 * and kept by every look at a run.
 */
final class Roster {

    /**
     * A machine that an account should hold.
     *
     * @param bound whether its agent came
     * @param drifted whether the run knows of drift
     */
    record Expected(InstanceKey key, String machineId, String machineHash, boolean bound, boolean drifted) {}

    private final Map<AccountKey, Map<RunKey, Set<Expected>>> accounts = new HashMap<>();
    private final Map<RunKey, Set<AccountKey>> runs = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    void keep(RunState state) {
        RunKey run = state.key();
        Map<AccountKey, Set<Expected>> now = new HashMap<>();
        for (Instance instance : state.instances()) {
            String machine = instance.machineId();
            if (machine != null && instance.intent() == null) {
                InstanceKey key = run.instance(instance.slot(), instance.generation());
                AccountKey account = instance.site().cloud().account(run.tenant());
                now.computeIfAbsent(account, none -> new HashSet<>())
                        .add(new Expected(key, machine,
                                instance.site().machineHash(), instance.bound(), instance.drift() != null));
            }
        }
        lock.lock();
        try {
            for (AccountKey before : runs.getOrDefault(run, Set.of())) {
                accounts.getOrDefault(before, new HashMap<>()).remove(run);
            }
            now.forEach((account, machines) -> accounts.computeIfAbsent(account, none -> new HashMap<>())
                    .put(run,
                            machines));
            if (now.isEmpty()) {
                runs.remove(run);
            } else {
                runs.put(run, Set.copyOf(now.keySet()));
            }
        } finally {
            lock.unlock();
        }
    }

    Set<Expected> expected(AccountKey account) {
        lock.lock();
        try {
            Set<Expected> all = new HashSet<>();
            accounts.getOrDefault(account, Map.of()).values().forEach(all::addAll);
            return all;
        } finally {
            lock.unlock();
        }
    }
}
