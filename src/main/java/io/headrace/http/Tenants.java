package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The tenants, members and repositories of the configuration, as far as a caller may see them. */
final class Tenants {

    private final Supplier<Settings> settings;

    Tenants(Supplier<Settings> settings) {
        this.settings = settings;
    }

    Stream<TenantSettings> seenBy(Principal principal) {
        return settings.get().tenants().stream().filter(tenant -> principal.sees(tenant.name()));
    }

    Stream<RepositorySettings> repositoriesSeenBy(Principal principal) {
        return seenBy(principal).flatMap(tenant -> tenant.repositories().stream());
    }

    /** Whether there is such a tenant that the principal may know of. */
    boolean sees(Principal principal, String tenant) {
        return seenBy(principal).anyMatch(one -> one.name().equals(tenant));
    }

    Optional<RepositorySettings> repository(RepositoryKey key) {
        return settings.get().repository(key);
    }

    /** Whether the configuration has that member; an operator's tenant is {@code *}. */
    boolean has(String tenant, String member) {
        return tenant.equals(Principal.SERVER.tenant())
                ? settings.get().operators().contains(member)
                : settings.get().tenant(tenant).filter(one -> one.members().containsKey(member)).isPresent();
    }

}
