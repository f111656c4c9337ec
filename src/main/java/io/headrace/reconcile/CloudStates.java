package io.headrace.reconcile;

import io.headrace.git.Repositories;
import io.headrace.model.AccountKey;
import io.headrace.model.Cloud;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Settings;
import io.headrace.store.CloudUse;
import io.headrace.store.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which Clouds there are: those that the commits in force declare, and those that instances are on. */
final class CloudStates {

    private final Supplier<Settings> settings;
    private final Stores stores;
    private final Repositories git;
    private final Compilers compilers;
    private final Computing computing;
    private final Accounts accounts;
    private final Map<RepositoryKey, Declared> declared = new ConcurrentHashMap<>();

    /** What a commit declares, so that it is read once. */
    private record Declared(RepositorySettings repository, String commit, List<Cloud> clouds) {}

    CloudStates(Supplier<Settings> settings, Stores stores, Repositories git, Compilers compilers,
            Computing computing, Accounts accounts) {
        this.settings = settings;
        this.stores = stores;
        this.git = git;
        this.compilers = compilers;
        this.computing = computing;
        this.accounts = accounts;
    }

    /** Those of the repositories that are asked for. */
    List<CloudState> of(Predicate<RepositoryKey> asked) {
        Map<List<String>, CloudUse> uses = new HashMap<>();
        stores.runs()
                .clouds()
                .stream()
                .filter(use -> asked.test(new RepositoryKey(use.tenant(), use.repository())))
                .forEach(use -> uses.put(List.of(use.tenant(), use.repository(), use.name()), use));
        List<CloudState> states = new ArrayList<>();
        for (Standing standing : stores.tips().standings()) {
            RepositoryKey key = standing.repository();
            if (asked.test(key)) {
                declared(standing).forEach(cloud -> states.add(declared(key, cloud,
                        Optional.ofNullable(uses.remove(List.of(key.tenant(), key.name(), cloud.name()))))));
            }
        }
        uses.values().forEach(use -> states.add(undeclared(use)));
        return states;
    }

    private List<Cloud> declared(Standing standing) {
        RepositoryKey key = standing.repository();
        String commit = standing.deployed();
        Optional<RepositorySettings> repository = settings.get().repository(key);
        if (repository.isEmpty() || commit == null) {
            return List.of();
        }
        Declared known = declared.get(key);
        if (known != null && known.commit().equals(commit) && known.repository().equals(repository.get())) {
            return known.clouds();
        }
        if (!git.exists(key) || git.resolve(key, commit).isEmpty()) {
            return List.of();
        }
        List<Cloud> clouds = computing.compute(key.tenant(), () -> compilers.clouds(repository.get(), commit));
        declared.put(key, new Declared(repository.get(), commit, clouds));
        return clouds;
    }

    private CloudState declared(RepositoryKey key, Cloud cloud, Optional<CloudUse> use) {
        return state(new CloudUse(key.tenant(), key.name(), cloud.name(), cloud.connector(),
                use.map(CloudUse::instances).orElse(0), use.map(CloudUse::ready).orElse(0), cloud.maxInstances()),
                cloud.account(key.tenant()));
    }

    /** Of one that is declared no more, the account is not known; {@code local} need not be declared. */
    private CloudState undeclared(CloudUse use) {
        return use.name().equals(use.connector())
                ? state(use, new AccountKey(use.tenant(), use.connector(), null, null, null))
                : new CloudState(use, null, null);
    }

    private CloudState state(CloudUse use, AccountKey account) {
        return accounts.opened(account)
                .flatMap(open -> open.inventory().reach())
                .map(reach -> new CloudState(use, reach.reachable(), reach.error()))
                .orElseGet(() -> new CloudState(use, null, null));
    }
}
