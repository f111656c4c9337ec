package io.headrace;

import io.headrace.agent.AgentProtocol;
import io.headrace.agent.AgentScript;
import io.headrace.model.InstanceKey;
import io.headrace.reconcile.Agents;
import io.headrace.store.Parameters;
import io.headrace.vault.Identity;

/** The agents of machines: their scripts carry tokens that only this server's identity makes. */
final class MachineAgents implements Agents {
    private final AgentProtocol protocol;
    private final Identity identity;
    private final Parameters parameters;
    private final boolean allowPlain;

    MachineAgents(AgentProtocol protocol, Identity identity, Parameters parameters, boolean allowPlain) {
        this.protocol = protocol;
        this.identity = identity;
        this.parameters = parameters;
        this.allowPlain = allowPlain;
    }

    @Override
    public String userData(InstanceKey instance, String serverUrl) {
        return AgentScript.userData(instance, serverUrl, identity.agentToken(instance), allowPlain);
    }

    @Override
    public void gone(InstanceKey instance) {
        protocol.forget(instance);
        parameters.forget(instance.run(), instance.slot() + ":" + instance.generation());
    }
}
