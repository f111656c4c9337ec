package io.headrace;

import io.headrace.agent.AgentLogs;
import io.headrace.agent.AgentProtocol;
import io.headrace.agent.AgentScript;
import io.headrace.agent.Rewiring;
import io.headrace.model.BlobStore;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.reconcile.Agents;
import io.headrace.store.Parameters;
import io.headrace.vault.Identity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The agents of machines: their scripts carry tokens that only this server's identity makes. */
final class MachineAgents implements Agents {
    private final AgentProtocol protocol;
    private final Identity identity;
    private final Parameters parameters;
    private final BlobStore blobs;
    private final Rewiring rewiring;
    private final boolean allowPlain;
    private final Map<String, String> templates = new ConcurrentHashMap<>();

    MachineAgents(AgentProtocol protocol, Identity identity, Parameters parameters, BlobStore blobs, Rewiring rewiring,
            boolean allowPlain) {
        this.protocol = protocol;
        this.identity = identity;
        this.parameters = parameters;
        this.blobs = blobs;
        this.rewiring = rewiring;
        this.allowPlain = allowPlain;
    }

    @Override
    public String template(String serverUrl) {
        return templates.computeIfAbsent(serverUrl, url -> AgentScript.template(url, allowPlain));
    }

    @Override
    public String userData(String template, InstanceKey instance) {
        return AgentScript.userData(template, instance, identity.agentToken(instance));
    }

    @Override
    public Map<String, Integer> generations(RunKey run) {
        return AgentLogs.generations(blobs, run);
    }

    @Override
    public void gone(InstanceKey instance, boolean wanted) {
        protocol.forget(instance);
        parameters.forget(instance.run(), instance.slot() + ":" + (instance.generation() - 1));
        if (!wanted) {
            parameters.forget(instance.run(), instance.slot() + ":" + instance.generation());
        }
    }

    @Override
    public void looked(RunState state) {
        rewiring.renew(state);
    }

    @Override
    public void forget(RunKey run) {
        blobs.delete("logs/" + run + "/");
        blobs.delete("reports/" + run + "/");
    }
}
