package io.headrace;

import io.headrace.http.Webhooks;
import io.headrace.model.Names;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Secret;
import io.headrace.model.Settings;
import io.headrace.model.Wake;
import io.headrace.store.Hooks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes deliveries of webhooks: each is stored once, and only says that its repository should be looked at. */
final class HookIntake implements Webhooks {
    private final Supplier<Settings> settings;
    private final Hooks hooks;
    private final Wake wake;

    HookIntake(Supplier<Settings> settings, Hooks hooks, Wake wake) {
        this.settings = settings;
        this.hooks = hooks;
        this.wake = wake;
    }

    /** The repository of a hook's id, {@code acme.infra}. */
    private Optional<RepositorySettings> repository(String id) {
        int dot = id.indexOf('.');
        String tenant = dot < 0 ? "" : id.substring(0, dot);
        String name = id.substring(dot + 1);
        return Names.isLabel(tenant) && Names.isLabel(name)
                ? settings.get().repository(new RepositoryKey(tenant, name))
                : Optional.empty();
    }

    @Override
    public List<Secret> secrets(String id) {
        return repository(id).map(RepositorySettings::hookSecret).map(List::of).orElse(List.of());
    }

    @Override
    public void accept(String id, String deliveryId) {
        repository(id).map(RepositorySettings::key)
                .filter(key -> hooks.accept(key, deliveryId))
                .ifPresent(wake::repository);
    }
}
