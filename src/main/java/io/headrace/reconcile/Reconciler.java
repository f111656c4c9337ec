package io.headrace.reconcile;

import io.headrace.blueprint.Compiler;
import io.headrace.connector.ConnectorProvider;
import io.headrace.git.Repositories;
import io.headrace.model.Links;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Settings;
import io.headrace.model.Spans;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The loop as a whole. It looks again at whatever is woken; its ticks, called by timers, wake what is due and what was
 * missed. Between {@link #start()} and {@link #close()} it owns the runs of its database.
 */
public final class Reconciler implements AutoCloseable {

    private static final int RUNS_AT_A_TIME = 64;
    private static final int REPOSITORIES_AT_A_TIME = 16;
    private static final int DUE_AT_A_TIME = 5000;
    private static final int JUDGED_AT_A_TIME = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOKING = Duration.ofSeconds(10);

    /** What the loop needs to know of the server around it. */
    public record Setting(Supplier<Settings> settings, String serverUrl, Path folder, Duration grace, String owner,
            Spans spans) {}

    private final Supplier<Settings> settings;
    private final Stores stores;
    private final Repositories git;
    private final InstantSource clock;
    private final Accounts accounts;
    private final Intents intents;
    private final Roster roster = new Roster();
    private final DriftWatch drift;
    private final Sweep sweep;
    private final Looks looks = new Looks(LOOKING);
    private final Recovery recovery;
    private final Landing landing;
    private final PushGate gate;
    private final Computing judging;
    private final Computing applying;
    private final Edits edits;
    private final Detached detached;
    private final Removals removals;
    private final CloudStates clouds;
    private final Coalescer<RunKey> runs;
    private final Coalescer<RepositoryKey> repositories;
    private final Coalescer<RepositoryKey> statuses;
    private final Wakes wakes;
    private final Map<RepositoryKey, Instant> polled = new ConcurrentHashMap<>();
    private final Set<RepositoryKey> resolved = ConcurrentHashMap.newKeySet();
    private final GoodCommits good;
    private volatile boolean ready;

    public Reconciler(Setting setting, Stores stores, Repositories git, Function<String, Compiler> compilers,
            Collection<ConnectorProvider> providers, Identity identity, Seals seals, Agents agents, Wakes wakes,
            CrashPoints crashes,
            InstantSource clock) {
        this.settings = setting.settings();
        this.stores = stores;
        this.git = git;
        this.clock = clock;
        this.wakes = wakes;
        Links links = new Links(setting.serverUrl());
        this.accounts = new Accounts(providers, identity.serverId(), setting.folder(), settings, clock);
        Requests requests = new Requests(identity, seals, agents, stores.scripts(), setting.serverUrl());
        Traces traces = new Traces(setting.spans(), clock);
        Creation creation = new Creation(stores.runs(), requests, crashes, identity.serverId(), traces);
        Deletion deletion = new Deletion(stores.runs(), agents, crashes, identity.serverId(), traces);
        this.intents = new Intents(accounts, creation, deletion, stores.runs(), wakes, clock);
        this.good = new GoodCommits(git, stores.runs());
        RunLoop loop = new RunLoop(stores.runs(), new Leases(stores.runs(), setting.owner(), clock),
                new Effects(roster, intents, good, agents, wakes), crashes, wakes, clock);
        this.drift = new DriftWatch(stores.runs(), identity.serverId(), wakes, clock);
        Silences silences = new Silences(stores.runs(), wakes, clock);
        wakes.heard(silences::heard);
        this.sweep = new Sweep(stores.runs(), roster, drift, silences,
                new Sweep.Ours(identity.serverId(), setting.grace()), clock);
        Compilers compiled = new Compilers(git, compilers);
        this.judging = new Computing("judging", JUDGED_AT_A_TIME);
        this.applying = new Computing("applying", Integer.MAX_VALUE);
        this.clouds = new CloudStates(settings, stores, git, compiled, judging, accounts);
        Forecast forecast = new Forecast(stores.runs(), stores.secrets(), settings);
        InFlight inFlight = new InFlight();
        this.recovery = new Recovery(stores.recoveries(), accounts, agents, identity.serverId(), clock);
        Application application = new Application(git, compiled, applying, forecast, stores, recovery, wakes, crashes,
                traces);
        Follower follower = new Follower(settings, git, stores.tips(), inFlight, application, crashes);
        Followers followers = new Followers(follower);
        this.landing = new Landing(followers, stores.runs(), stores.events(), links);
        this.gate = new TracedGate(
                new Gate(settings, new Judge(git, compiled, forecast, stores.runs(), traces), judging, stores.tips(),
                        inFlight, landing, recovery, crashes, traces),
                traces);
        this.edits = new Edits(git, gate, compiled, judging);
        this.detached = new Detached(stores.runs(), stores.tips(), settings, wakes);
        this.removals = new Removals(detached, stores, git, run -> {
            roster.keep(RunState.fresh(run));
            agents.forget(run);
        }, wakes, clock);
        Deliveries deliveries = new Deliveries(stores, git, settings, links, crashes, traces);
        this.runs = new Coalescer<>("run", RUNS_AT_A_TIME, Marked::by, loop::look);
        this.repositories = new Coalescer<>("repository", REPOSITORIES_AT_A_TIME, Marked::by, key -> {
            if (!settings.get().attached(key)) {
                removals.look(key);
            } else if (followers.look(key)) {
                resolved.add(key);
            }
        });
        this.statuses = new Coalescer<>("statuses", REPOSITORIES_AT_A_TIME, Marked::by, deliveries::look);
    }

    /** Takes the database over, looks at everything once, and answers wake-ups from now on. */
    public void start() {
        stores.runs().takeOver();
        stores.runs().each(this::remember);
        wakes.loop(runs::wake, repositories::wake, statuses::wake);
        keys().forEach(wakes::repository);
        keys().forEach(wakes::statuses);
        stores.runs().unsettled().forEach(wakes::run);
        removals.start();
        ready = true;
    }

    /** Looks at everything again with other settings; what was asked of the loop before is done with the old ones. */
    public void reconfigured() {
        resolved.retainAll(keys());
        resync();
    }

    /** Accounts are opened and their machines expected again, so that the inventory sees what happened meanwhile. */
    private void remember(RunState state) {
        roster.keep(state);
        drift.started(state);
        state.instances().forEach(instance -> accounts.of(state.key().tenant(), instance.site().cloud()));
    }

    /** The repositories of the configuration. */
    private List<RepositoryKey> keys() {
        return settings.get().repositories().stream().map(RepositorySettings::key).toList();
    }

    /** The repositories that left the configuration. */
    public Detached detached() {
        return detached;
    }

    /** Judges pushes. */
    public PushGate gate() {
        return gate;
    }

    /** Writes the commits that suspend, resume, scale and end runs. */
    public Edits edits() {
        return edits;
    }

    /** The Clouds of some repositories, and whether their accounts answer. */
    public List<CloudState> clouds(Predicate<RepositoryKey> repositories) {
        return clouds.of(repositories);
    }

    /** Whether the loop runs. */
    public boolean ready() {
        return ready;
    }

    /** Wakes the runs whose time has come. */
    public void wakeDue() {
        Instant now = clock.instant();
        removals.wake();
        stores.runs().due(now, DUE_AT_A_TIME).forEach(wakes::run);
        recovery.due(now).forEach(wakes::repository);
    }

    /** Wakes remote repositories whose poll is due. */
    public void poll() {
        Instant now = clock.instant();
        for (RepositorySettings repository : settings.get().repositories()) {
            Instant last = polled.getOrDefault(repository.key(), Instant.MIN);
            if (!repository.hosted() && !now.isBefore(last.plus(repository.poll()))) {
                polled.put(repository.key(), now);
                wakes.repository(repository.key());
            }
        }
    }

    /** Wakes everything that is not settled: whatever a lost wake-up left behind. */
    public void resync() {
        keys().forEach(wakes::repository);
        keys().forEach(wakes::statuses);
        stores.runs().unsettled().forEach(wakes::run);
    }

    /** Compares each account in use with what its runs say; one that takes long is left to itself. */
    public void takeInventory() {
        // A machine of a repository that left the configuration is nobody's affair until it is removed.
        Settings now = settings.get();
        boolean mayDelete = resolved.containsAll(keys());
        Instant time = clock.instant();
        looks.round(accounts.all().stream().filter(one -> one.inventory().due(time)).toList(),
                account -> sweep.look(account,
                        key -> mayDelete && now.attached(key) && !recovery.open(key)));
    }

    /** Packs the repositories that have become untidy. */
    public void tidy() {
        keys().stream().filter(git::exists).forEach(key -> {
            good.tidy(key);
            git.compact(key);
        });
    }

    /** Those who wait for what becomes of their push are told to look at its statuses. */
    public void drain() {
        landing.stop();
    }

    @Override
    public void close() {
        close(PATIENCE);
    }

    /** Begins nothing more; what is under way has that time to end, the rest is for the next start. */
    public void close(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        ready = false;
        wakes.loop(run -> {}, repository -> {}, repository -> {});
        repositories.close(deadline);
        runs.close(deadline);
        intents.close(deadline);
        statuses.close(deadline);
        looks.close(deadline);
        accounts.close();
        judging.close();
        applying.close();
    }
}
