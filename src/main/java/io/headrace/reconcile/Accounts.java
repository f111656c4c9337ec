package io.headrace.reconcile;

import io.headrace.connector.Account;
import io.headrace.connector.Connector;
import io.headrace.connector.ConnectorProvider;
import io.headrace.model.AccountKey;
import io.headrace.model.Capability;
import io.headrace.model.Cloud;
import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cloud accounts in use, each opened once when it is first needed, with its own bound on calls at a time. */
final class Accounts {

    /** Calls at a time on one account, unless its Cloud says less. */
    private static final int CALLS = 20;

    /** One opened account. */
    record Open(AccountKey key, ConnectorProvider provider, Connector connector, Inventory inventory, Semaphore calls) {

        boolean can(Capability capability) {
            return provider.info().capabilities().contains(capability);
        }
    }

    private final Map<String, ConnectorProvider> providers;
    private final String serverId;
    private final Path folder;
    private final Supplier<Settings> settings;
    private final InstantSource clock;
    private final Map<AccountKey, Open> open = new ConcurrentHashMap<>();

    Accounts(Collection<ConnectorProvider> providers, String serverId, Path folder,
            Supplier<Settings> settings, InstantSource clock) {
        this.providers = providers.stream()
                .collect(Collectors.toUnmodifiableMap(one -> one.info().id(), Function.identity()));
        this.serverId = serverId;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
    }

    /** The account that the cloud means for this tenant, or empty when this server has no such connector. */
    Optional<Open> of(String tenant, Cloud cloud) {
        AccountKey key = cloud.account(tenant);
        ConnectorProvider provider = providers.get(cloud.connector());
        if (provider == null) {
            return Optional.empty();
        }
        return Optional.of(open.computeIfAbsent(key, missing -> open(key, provider, cloud)));
    }

    /** The account, if it was needed already. */
    Optional<Open> opened(AccountKey key) {
        return Optional.ofNullable(open.get(key));
    }

    List<Open> all() {
        return List.copyOf(open.values());
    }

    void close() {
        open.values().forEach(account -> account.connector().close());
        open.clear();
    }

    /** A tenant with a user has a folder of its own; one that left the configuration is known by it. */
    private Path folder(AccountKey key, @Nullable String user) {
        Path own = folder.resolve(key.connector() + "." + key.tenant());
        return user != null || Files.isDirectory(own) ? own : folder.resolve(key.connector());
    }

    private Open open(AccountKey key, ConnectorProvider provider, Cloud cloud) {
        Integer declared = cloud.maxConcurrentRequests();
        int calls = declared == null ? CALLS : Math.max(1, declared);
        String user = settings.get().tenant(key.tenant()).map(TenantSettings::user).orElse(null);
        Connector connector = provider
                .open(new Account(key, serverId, cloud.options(), null, folder(key, user), user, clock));
        return new Open(key, provider, connector, new Inventory(connector, clock), new Semaphore(calls, true));
    }
}
