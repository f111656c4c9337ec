package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.TenantSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The tenants, members and repositories of the configuration, as far as a caller may see them. */
final class Tenants {

    private final Supplier<List<TenantSettings>> settings;
    private final Set<String> operators;

    Tenants(Supplier<List<TenantSettings>> settings, Set<String> operators) {
        this.settings = settings;
        this.operators = Set.copyOf(operators);
    }

    Stream<TenantSettings> seenBy(Principal principal) {
        return settings.get().stream().filter(tenant -> principal.sees(tenant.name()));
    }

    Stream<RepositorySettings> repositoriesSeenBy(Principal principal) {
        return seenBy(principal).flatMap(tenant -> tenant.repositories().stream());
    }

    Optional<RepositorySettings> repository(RepositoryKey key) {
        return settings.get()
                .stream()
                .flatMap(tenant -> tenant.repositories().stream())
                .filter(repository -> repository.key().equals(key))
                .findFirst();
    }

    /** Whether the configuration has that member; an operator's tenant is {@code *}. */
    boolean has(String tenant, String member) {
        return tenant.equals(Principal.SERVER.tenant())
                ? operators.contains(member)
                : settings.get()
                        .stream()
                        .anyMatch(one -> one.name().equals(tenant) && one.members().containsKey(member));
    }

}
