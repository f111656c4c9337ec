package io.headrace.model;

import java.util.Map;
import java.util.Optional;

/** The tags by which an object in a cloud is known as ours. */
public final class Tags {

    public static final String SERVER = "headrace-server";
    public static final String INSTANCE = "headrace-instance";
    public static final String MACHINE_HASH = "headrace-machine";
    public static final String TOKEN = "headrace-token";

    private Tags() {}

    public static Map<String, String> of(String serverId, InstanceKey key, String machineHash, String clientToken) {
        return Map.of(SERVER, serverId, INSTANCE, key.toString(), MACHINE_HASH, machineHash, TOKEN, clientToken);
    }

    /** The instance that the object belongs to, if it is this server's; a tag that somebody changed names none. */
    public static Optional<InstanceKey> instance(String serverId, Observed object) {
        if (!serverId.equals(object.tags().get(SERVER))) {
            return Optional.empty();
        }
        return Optional.ofNullable(object.tags().get(INSTANCE)).flatMap(Tags::read);
    }

    private static Optional<InstanceKey> read(String text) {
        try {
            return Optional.of(InstanceKey.parse(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Whether the object was made as another machine than this hash stands for; another version of hashes says nothing. */
    public static boolean otherMachine(Observed object, String machineHash) {
        String tagged = object.tags().getOrDefault(MACHINE_HASH, "");
        return !tagged.equals(machineHash) && version(tagged).equals(version(machineHash));
    }

    private static String version(String hash) {
        return hash.substring(0, Math.max(0, hash.indexOf(':')));
    }
}
