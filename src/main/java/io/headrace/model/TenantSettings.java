package io.headrace.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tenant as the operator configured it: its members with their roles, the ids of the connectors it may use, the
 * instances it may have at once, and its repositories.
 */
public record TenantSettings(String name, Map<String, Role> members, Set<String> connectors, int maxInstances,
        List<RepositorySettings> repositories) {

    public TenantSettings {
        members = Map.copyOf(new TreeMap<>(members));
        connectors = Set.copyOf(connectors);
        repositories = List.copyOf(repositories);
    }
}
