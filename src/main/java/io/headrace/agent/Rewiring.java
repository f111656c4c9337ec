package io.headrace.agent;

import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Facts;
import io.headrace.store.Runs;
import io.headrace.vault.Identity;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells a run when values have changed that its instances get through wiring or as secrets. Whoever changes one calls it
 * afterwards; each look at a run does too, so that none is missed. What is stored are digests, which tell nothing of the
 * values to who has not the server's key.
 */
public final class Rewiring {

    private final Runs runs;
    private final ParameterSpace parameters;
    private final Identity identity;
    private final Wake wake;

    public Rewiring(Runs runs, ParameterSpace parameters, Identity identity, Wake wake) {
        this.runs = runs;
        this.parameters = parameters;
        this.identity = identity;
        this.wake = wake;
    }

    /** Some value that the run may use was changed: when this returns, its run knows. */
    public void renew(RunKey run) {
        runs.find(run).ifPresent(this::renew);
    }

    /** The same for a run as it is stored. */
    public void renew(RunState state) {
        Map<String, SortedMap<String, String>> now = new TreeMap<>();
        parameters.wired(state).forEach((instance, values) -> now.put(instance, digests(state.key(), values)));
        if (!Facts.rewired(state, now).state().equals(state)) {
            runs.update(state.key(), before -> Facts.rewired(before, now));
            wake.run(state.key());
        }
    }

    private SortedMap<String, String> digests(RunKey run, SortedMap<String, String> values) {
        SortedMap<String, String> digests = new TreeMap<>();
        values.forEach((name, value) -> digests.put(name, identity.digest(run + "\n" + name + "\n" + value)));
        return digests;
    }
}
