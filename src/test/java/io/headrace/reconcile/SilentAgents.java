package io.headrace.reconcile;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.util.Map;

/** Agents that nobody starts: the test plays them. */
final class SilentAgents implements Agents {

    @Override
    public String template(String serverUrl) {
        return "#!/bin/sh\n# INSTANCE at " + serverUrl + "\n";
    }

    @Override
    public String userData(String template, InstanceKey instance) {
        return template.replace("INSTANCE", instance.toString());
    }

    @Override
    public Map<String, Integer> generations(RunKey run) {
        return Map.of();
    }

    @Override
    public void gone(InstanceKey instance, boolean wanted) {
        // Nothing is held for it.
    }

    @Override
    public void forget(RunKey run) {
        // Nothing was sent.
    }

    @Override
    public void looked(RunState state) {
        // They read nothing.
    }
}
