package io.headrace.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the operator may change while the server runs: tenants with all that is theirs, and operators. One immutable whole;
 * those who need it are given a {@link Supplier} and ask it anew for each thing they do.
 */
public final class Settings {

    private final List<TenantSettings> tenants;
    private final Set<String> operators;
    private final Map<String, TenantSettings> byName = new LinkedHashMap<>();
    private final Map<RepositoryKey, RepositorySettings> repositories = new LinkedHashMap<>();

    public Settings(Collection<TenantSettings> tenants, Collection<String> operators) {
        this.tenants = List.copyOf(tenants);
        this.operators = Set.copyOf(operators);
        for (TenantSettings tenant : tenants) {
            byName.put(tenant.name(), tenant);
            tenant.repositories().forEach(repository -> repositories.put(repository.key(), repository));
        }
    }

    public List<TenantSettings> tenants() {
        return tenants;
    }

    public Set<String> operators() {
        return operators;
    }

    public Optional<TenantSettings> tenant(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The repository, unless it is not in the configuration, or not any more. */
    public Optional<RepositorySettings> repository(RepositoryKey key) {
        return Optional.ofNullable(repositories.get(key));
    }

    /** All repositories of all tenants, in the order of the configuration. */
    public List<RepositorySettings> repositories() {
        return List.copyOf(repositories.values());
    }

    /** Whether the configuration has that repository. */
    public boolean attached(RepositoryKey key) {
        return repositories.containsKey(key);
    }
}
