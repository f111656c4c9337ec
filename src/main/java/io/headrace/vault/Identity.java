package io.headrace.vault;

import io.headrace.model.InstanceKey;
import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who this server is: 32 random bytes, made once and kept in {@code identity} of the data folder. The server id in tags
 * and machine names and the first tokens of agents derive from it, so a server that lost its database but kept this file
 * knows its machines and agents again.
 */
public final class Identity {
    private static final String FILE = "identity";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec key;
    private final String serverId;

    private Identity(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
        serverId = derive("server", "").substring(0, 32);
    }

    /** Whether a server was here before. */
    public static boolean exists(Path dataFolder) {
        return Files.exists(dataFolder.resolve(FILE));
    }

    /**
     * Reads the key, or makes it when there is none.
     *
     * @throws VaultException when it cannot be read, is open to others, or is not a key
     */
    public static Identity load(Path dataFolder) {
        Path path = dataFolder.resolve(FILE);
        byte[] bytes = KeyFile.load(path, () -> {
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            return fresh;
        });
        if (bytes.length != BYTES) {
            throw new VaultException("the key file " + path + " holds " + bytes.length + " bytes instead of " + BYTES
                    + "; give it back from a backup");
        }
        return new Identity(bytes);
    }

    /** 32 hexadecimal digits that name this server in tags; they tell nothing of the key. */
    public String serverId() {
        return serverId;
    }

    /** The token with which the agent of that instance comes the first time: 64 hexadecimal digits. */
    public Secret agentToken(InstanceKey instance) {
        return new Secret(derive("agent", instance.toString()));
    }

    /** Whether it is the token of that instance, in a time that does not depend on where they differ. */
    public boolean verifies(InstanceKey instance, Secret token) {
        return agentToken(instance).equals(token);
    }

    /** What stands for a value where it is only compared: 32 hexadecimal digits that tell nothing without the key. */
    public String digest(String text) {
        return derive("value", text).substring(0, 32);
    }

    /** The purpose keeps what is derived for one use from being valid for another. */
    private String derive(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
