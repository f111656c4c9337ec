package io.headrace;

import io.headrace.git.Repositories;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.store.Recoveries;
import io.headrace.vault.Identity;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, when a database is first used, whether the one before it is lost: the identity of a server is made after
 * its database, and outlives it.
 */
final class Origin {
    private static final Logger LOG = LoggerFactory.getLogger(Origin.class);

    private Origin() {}

    /** To be called before the identity is read, which makes it, and before repositories are made. */
    static void note(ServerConfig config, Collection<RepositorySettings> repositories, Recoveries recoveries,
            Repositories git) {
        List<RepositoryKey> inUse = repositories.stream()
                .filter(one -> !one.hosted() || !git.exists(one.key()) || !git.refs(one.key()).isEmpty())
                .map(RepositorySettings::key)
                .toList();
        if (recoveries.begin(Identity.exists(config.data()), inUse)) {
            LOG.warn(
                    "The database is new, but {} has the identity of a server: the database before it is lost. Runs are"
                            + " taken up again from their repositories, machines and agents; API tokens and secrets that were"
                            + " set through the API are lost: make new tokens with 'headrace token create'",
                    config.data());
        }
    }
}
