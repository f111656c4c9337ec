package io.headrace.agent;

import io.headrace.model.Entry;
import io.headrace.model.InstanceKey;
import io.headrace.store.Events;
import io.headrace.store.Parameters;
import io.headrace.vault.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who speaks for an instance: whoever has its token, and of those the one whose nonce came first. A machine that
 * a cloud made twice has the same token twice, so the second is refused, and shown to people.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final String NONCE = ParameterReader.HIDDEN + "nonce";
    private static final int MOST_SHOWN = 1_000;

    private final Identity identity;
    private final Parameters rows;
    private final Events events;
    private final ConcurrentHashMap<InstanceKey, String> bound = new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    Admission(Identity identity, Parameters rows, Events events) {
        this.identity = identity;
        this.rows = rows;
        this.events = events;
    }

    /** Refuses whoever does not know the instance's token. */
    void requireToken(Request request) {
        if (!identity.verifies(request.key(), request.token())) {
            throw new RefusedException(Answer.REFUSED, "not the token of " + request.key());
        }
    }

    /** Binds the first agent that comes for the instance; refuses all others. The instance must exist. */
    void bind(Request request) {
        InstanceKey key = request.key();
        String digest = digest(request.nonce());
        String first = rows.setOnce(key.run(), scope(key), NONCE, digest, false).value();
        if (!first.equals(digest)) {
            refuse(key, digest);
        }
        bound.put(key, digest);
    }

    /** Refuses all but the bound agent. */
    void requireBound(Request request) {
        InstanceKey key = request.key();
        String digest = digest(request.nonce());
        if (digest.equals(bound.get(key))) {
            return;
        }
        String first = rows.find(key.run(), scope(key), NONCE)
                .orElseThrow(() -> new RefusedException(Answer.FORGOTTEN, "no agent has said hello for " + key))
                .value();
        if (!first.equals(digest)) {
            refuse(key, digest);
        }
        bound.put(key, digest);
    }

    /** Lets go of an instance that is gone. */
    void forget(InstanceKey key) {
        bound.remove(key);
    }

    private void refuse(InstanceKey key, String digest) {
        // Once each: it will go on asking.
        if (shown.size() < MOST_SHOWN && shown.add(key + " " + digest)) {
            LOG.warn("A second agent came for {} and is refused", key);
            events.tell(key.run(), new Entry("agent.refused", scope(key),
                    "a second agent came for " + scope(key) + " and is refused: another machine has its token"));
        }
        throw new RefusedException(Answer.REFUSED, "another agent is bound to " + key);
    }

    private static String scope(InstanceKey key) {
        return key.slot() + ":" + key.generation();
    }

    private static String digest(String nonce) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
