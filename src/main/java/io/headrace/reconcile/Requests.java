package io.headrace.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.connector.CreateRequest;
import io.headrace.model.Cloud;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.Intent;
import io.headrace.model.MachineSpec;
import io.headrace.model.RunKey;
import io.headrace.model.Tags;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Makes create requests, and keeps their exact bytes sealed: they carry the token of the machine's agent. */
final class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The form in which a request is kept. */
    private record Kept(String key, String clientToken, String name, MachineSpec machine, Map<String, String> tags,
            String userData) {}

    private final Identity identity;
    private final Seals seals;
    private final Agents agents;
    private final String serverUrl;

    Requests(Identity identity, Seals seals, Agents agents, String serverUrl) {
        this.identity = identity;
        this.seals = seals;
        this.agents = agents;
        this.serverUrl = serverUrl;
    }

    /** The request of this try, made anew. */
    CreateRequest make(RunKey run, Instance instance, Intent intent) {
        InstanceKey key = run.instance(instance.slot(), instance.generation());
        Cloud cloud = instance.site().cloud();
        String token = sha256(identity.serverId() + " " + key + " " + intent.tryNumber());
        String url = Objects.requireNonNullElse(cloud.agentUrl(), serverUrl);
        return new CreateRequest(key, token, machineName(key), instance.site().machine(),
                Tags.of(identity.serverId(), key, instance.site().machineHash(), token),
                agents.userData(key, url));
    }

    String seal(CreateRequest request) {
        Kept kept = new Kept(request.key().toString(), request.clientToken(), request.name(), request.machine(),
                request.tags(), request.userData());
        try {
            return seals.seal(JSON.writeValueAsString(kept), request.key().toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a create request could not be written", broken);
        }
    }

    CreateRequest open(InstanceKey key, String sealed) {
        try {
            Kept kept = JSON.readValue(seals.open(sealed, key.toString()), Kept.class);
            return new CreateRequest(key, kept.clientToken(), kept.name(), kept.machine(), kept.tags(),
                    kept.userData());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the stored create request of " + key + " cannot be read", broken);
        }
    }

    private String machineName(InstanceKey key) {
        return "hr-" + identity.serverId().substring(0, 8) + "-" + sha256(key.run().toString()).substring(0, 8) + "-"
                + key.slot().node() + "-" + key.slot().index() + "-" + key.generation();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
