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
import io.headrace.store.Scripts;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes create requests and keeps them so that the same bytes can be sent again. Of the user data only the template is
 * named: it is the same 15 KB for every machine, and a run's state, which holds these requests, is written often.
 */
final class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The form in which a request is kept. */
    private record Kept(String key, String clientToken, String name, MachineSpec machine, Map<String, String> tags,
            String template) {}

    private final Identity identity;
    private final Seals seals;
    private final Agents agents;
    private final Scripts templates;
    private final String serverUrl;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    Requests(Identity identity, Seals seals, Agents agents, Scripts templates, String serverUrl) {
        this.identity = identity;
        this.seals = seals;
        this.agents = agents;
        this.templates = templates;
        this.serverUrl = serverUrl;
    }

    /** A request, and its form for keeping. */
    record Made(CreateRequest request, String sealed) {}

    /** The request of this try, made anew; what its kept form names is kept already. */
    Made make(RunKey run, Instance instance, Intent intent) {
        InstanceKey key = run.instance(instance.slot(), instance.generation());
        Cloud cloud = instance.site().cloud();
        String token = sha256(identity.serverId() + " " + key + " " + intent.tryNumber());
        String url = Objects.requireNonNullElse(cloud.agentUrl(), serverUrl);
        String template = agents.template(url);
        CreateRequest request = new CreateRequest(key, token, machineName(key), instance.site().machine(),
                Tags.of(identity.serverId(), key, instance.site().machineHash(), token),
                agents.userData(template, key));
        return new Made(request, seal(request, keep(template)));
    }

    private String keep(String template) {
        String sha256 = sha256(template);
        if (!kept.contains(sha256)) {
            templates.keepForGood(sha256, template);
            kept.add(sha256);
        }
        return sha256;
    }

    private String seal(CreateRequest request, String template) {
        Kept whole = new Kept(request.key().toString(), request.clientToken(), request.name(), request.machine(),
                request.tags(), template);
        try {
            return seals.seal(JSON.writeValueAsString(whole), request.key().toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a create request could not be written", broken);
        }
    }

    CreateRequest open(InstanceKey key, String sealed) {
        try {
            Kept whole = JSON.readValue(seals.open(sealed, key.toString()), Kept.class);
            return new CreateRequest(key, whole.clientToken(), whole.name(), whole.machine(), whole.tags(),
                    agents.userData(templates.script(whole.template()), key));
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
