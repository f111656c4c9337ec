package io.headrace.connector;

import io.headrace.model.AccountKey;
import io.headrace.model.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * All that a connector is given to work with one account.
 *
 * @param key whose account it is, at which endpoint and region; two accounts with equal keys are the same one
 * @param serverId the id of this server, as it stands in the tag {@link io.headrace.model.Tags#SERVER}
 * @param options JSON text in the form of the connector's schema for Clouds; an empty object when there are none
 * @param secret the credential, null when the Cloud names none; revealed only where it leaves the process
 * @param folder a folder of this account alone, for what the connector must keep on disk; it may not exist yet, and is
 *        the same after a restart of the server
 * @param user the system user as whom its processes on this host run, null for the server's own; only for connectors that
 *        start processes here
 * @param clock the time
 */
public record Account(AccountKey key, String serverId, String options, @Nullable Secret secret, Path folder,
        @Nullable String user, InstantSource clock) {

    /** An account whose connector starts no processes on this host. */
    public Account(AccountKey key, String serverId, String options, @Nullable Secret secret, Path folder,
            InstantSource clock) {
        this(key, serverId, options, secret, folder, null, clock);
    }
}
