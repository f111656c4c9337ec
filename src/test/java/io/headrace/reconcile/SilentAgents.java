package io.headrace.reconcile;

import io.headrace.model.InstanceKey;

/** Agents that nobody starts: the test plays them. */
final class SilentAgents implements Agents {

    @Override
    public String userData(InstanceKey instance, String serverUrl) {
        return "#!/bin/sh\n# " + instance + " at " + serverUrl + "\n";
    }

    @Override
    public void gone(InstanceKey instance) {
        // Nothing is held for it.
    }
}
