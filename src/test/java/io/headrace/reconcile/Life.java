package io.headrace.reconcile;

import io.headrace.blueprint.Compiler;
import io.headrace.connector.ConnectorProvider;
import io.headrace.git.GitLimits;
import io.headrace.git.Repositories;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.Settings;
import io.headrace.model.Spans;
import io.headrace.model.TenantSettings;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import io.headrace.store.Commits;
import io.headrace.store.Database;
import io.headrace.store.Events;
import io.headrace.store.Outbox;
import io.headrace.store.Recoveries;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;
import io.headrace.store.SecretRows;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One life of the loop over a folder that outlives it: real store, real git, real plans. */
final class Life {

    static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    static final Settings USUAL = settings(100,
            new RepositorySettings(INFRA, null, "main", ".", Duration.ofMinutes(1), null));

    static final Duration GRACE = Duration.ofMillis(300);

    final InstantSource clock;
    final Stores stores;
    final Repositories git;
    final Reconciler reconciler;
    final Wakes wakes = new Wakes();
    private final Database database;

    Life(Path folder, ConnectorProvider provider, CrashPoints crashes, Supplier<Settings> settings,
            InstantSource clock) {
        this.clock = clock;
        database = Database.open("jdbc:sqlite:" + folder.resolve("headrace.db"), clock);
        Runs runs = new Runs(database);
        stores = new Stores(runs, new Commits(database), new Tips(database), new Statuses(database),
                new Outbox(database), new Scripts(database), new Events(database), new Recoveries(database),
                new SecretRows(database));
        git = new Repositories(folder.resolve("git"), GitLimits.DEFAULT,
                new Guard(GuardRules.publicOnly().withFolders(List.of(folder))), clock);
        stores.recoveries().begin(Identity.exists(folder), List.of(INFRA));
        settings.get().repositories().forEach(one -> git.create(one.key(), one.branch()));
        Compiler compiler = new Compiler(List.of(provider.info()), io.headrace.blueprint.Limits.DEFAULT);
        Reconciler.Setting setting = new Reconciler.Setting(settings, "http://127.0.0.1:1", folder, GRACE, "test",
                Spans.NONE);
        reconciler = new Reconciler(setting, stores, git, _ -> compiler, List.of(provider),
                Identity.load(folder), Seals.load(folder), new SilentAgents(), wakes,
                crashes, clock);
    }

    /** The tenant {@code acme} with that limit of instances and those repositories. */
    static Settings settings(int instances, RepositorySettings... repositories) {
        return new Settings(List.of(new TenantSettings("acme", Map.of("alice", Role.OWNER), Set.of("memory"), instances,
                List.of(repositories))), Set.of());
    }

    /** What the timers do. */
    void tick() {
        reconciler.wakeDue();
        reconciler.resync();
        reconciler.takeInventory();
    }

    /** The end of the process: nothing is finished, nothing more is written. */
    void abandon() {
        database.close();
    }

    void close() {
        reconciler.close();
        database.close();
    }
}
