package io.headrace.connector;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives each local machine a loopback address of its own, so that all of them can listen on port 80. Linux has all of
 * 127.0.0.0/8 without any configuration; elsewhere there is 127.0.0.1 only, which all share.
 */
final class Addresses {

    private static final String SHARED = "127.0.0.1";

    private final boolean many;
    private final Set<String> taken = new HashSet<>();

    Addresses(boolean many) {
        this.many = many;
    }

    /**
     * A free address, which is taken from now on. It begins with one that depends on the seed alone, so that two servers
     * on one host, who do not know of each other, hardly meet among the 16 million.
     */
    synchronized String take(String seed) {
        for (int i = 0; many; i++) {
            byte[] hash = Sha256.of((seed + "#" + i).getBytes(StandardCharsets.UTF_8));
            // 127.0.x.y belongs to the host: 127.0.0.1, 127.0.1.1, 127.0.0.53. Never .0 or .255.
            String address = "127." + (1 + (hash[0] & 0xff) % 254) + "." + (hash[1] & 0xff) + "."
                    + (1 + (hash[2] & 0xff) % 254);
            if (taken.add(address)) {
                return address;
            }
        }
        return SHARED;
    }

    /** Notes one that a machine already has. */
    synchronized void note(String address) {
        taken.add(address);
    }

    synchronized void free(String address) {
        taken.remove(address);
    }
}
