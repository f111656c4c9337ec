package io.headrace.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the operator configured it: its members with their roles, the ids of the connectors it may use, the
 * instances it may have at once, and its repositories.
 *
 * @param user the system user as whom its processes on this host run; null for the server's own
 */
public record TenantSettings(String name, Map<String, Role> members, Set<String> connectors, int maxInstances,
        @Nullable String user, List<RepositorySettings> repositories) {

    public TenantSettings {
        members = Map.copyOf(new TreeMap<>(members));
        connectors = Set.copyOf(connectors);
        repositories = List.copyOf(repositories);
    }

    /** A tenant without a system user of its own. */
    public TenantSettings(String name, Map<String, Role> members, Set<String> connectors, int maxInstances,
            List<RepositorySettings> repositories) {
        this(name, members, connectors, maxInstances, null, repositories);
    }
}
