package io.headrace;

import io.headrace.http.Webhooks;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Secret;
import io.headrace.model.TenantSettings;
import io.headrace.model.Wake;
import io.headrace.store.Hooks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes deliveries of webhooks: each is stored once, and only says that its repository should be looked at. */
final class HookIntake implements Webhooks {
    private final Map<String, RepositorySettings> repositories = new HashMap<>();
    private final Hooks hooks;
    private final Wake wake;

    HookIntake(Collection<TenantSettings> tenants, Hooks hooks, Wake wake) {
        tenants.stream()
                .flatMap(tenant -> tenant.repositories().stream())
                .forEach(repository -> repositories.put(id(repository.key()), repository));
        this.hooks = hooks;
        this.wake = wake;
    }

    private static String id(RepositoryKey key) {
        return key.tenant() + "." + key.name();
    }

    @Override
    public List<Secret> secrets(String id) {
        RepositorySettings repository = repositories.get(id);
        Secret secret = repository == null ? null : repository.hookSecret();
        return secret == null ? List.of() : List.of(secret);
    }

    @Override
    public void accept(String id, String deliveryId) {
        RepositorySettings repository = repositories.get(id);
        if (repository != null && hooks.accept(repository.key(), deliveryId)) {
            wake.repository(repository.key());
        }
    }
}
