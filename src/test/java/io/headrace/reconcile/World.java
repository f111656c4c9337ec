package io.headrace.reconcile;

import io.headrace.connector.InMemoryCloud;
import io.headrace.connector.InMemoryProvider;
import io.headrace.git.Write;
import io.headrace.model.AccountKey;
import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.InstanceState;
import io.headrace.model.Observed;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Settings;
import io.headrace.model.Step;
import io.headrace.model.Tags;
import io.headrace.plan.Adoption;
import io.headrace.plan.Facts;
import io.headrace.plan.Recollection;
import io.headrace.store.Standing;
import io.headrace.store.StatusRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cloud in memory, agents that do at once what they are told, and a server that can be killed and started again. The
 * test's own thread plays the timers and the agents, so a killed life leaves nobody behind.
 */
final class World implements AutoCloseable {

    private static final Principal ALICE = new Principal("acme", "alice", Role.OWNER);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final InMemoryCloud cloud;
    final AtomicReference<Settings> settings;
    private final Path folder;
    private final InstantSource clock;
    private final Deque<KillAt> kills;
    private KillAt killer;
    /** What each agent has done. */
    final Map<InstanceKey, List<Recollection>> memories = new HashMap<>();
    /** The machines whose agents say nothing. */
    final Set<String> mute = new HashSet<>();
    private volatile Duration ahead = Duration.ZERO;
    Life life;

    World(Path folder, boolean clientTokens, KillAt killer) {
        this(folder, clientTokens, List.of(killer), Life.USUAL);
    }

    World(Path folder, boolean clientTokens, KillAt killer, Settings settings) {
        this(folder, clientTokens, List.of(killer), settings);
    }

    /** A world of several kills, one for each life. */
    World(Path folder, boolean clientTokens, List<KillAt> kills, Settings settings) {
        this(folder, clientTokens, kills, settings, InstantSource.system());
    }

    World(Path folder, boolean clientTokens, List<KillAt> kills, Settings settings, InstantSource clock) {
        this.clock = () -> clock.instant().plus(ahead);
        this.settings = new AtomicReference<>(settings);
        this.folder = folder;
        this.cloud = new InMemoryCloud(clientTokens);
        this.kills = new ArrayDeque<>(kills);
        this.killer = kills();
        this.life = new Life(folder, new InMemoryProvider(cloud), killer, this.settings::get, this.clock);
        life.reconciler.start();
    }

    /** Commits files as a push would, again after each kill until the branch holds them; returns the commit. */
    String commit(Map<String, String> files, String... options) {
        List<Write.Edit> edits = edits(files);
        String base = life.git.tip(Life.INFRA, "main").orElse(null);
        while (true) {
            try {
                life.git.write(Life.INFRA, new Write("main", base, "Change", edits, ALICE, List.of(options)),
                        life.reconciler.gate());
            } catch (Killed kill) {
                reviveIfDead();
            }
            String tip = life.git.tip(Life.INFRA, "main").orElse(null);
            if (tip != null && !tip.equals(base)) {
                return tip;
            }
        }
    }

    /** Commits files as a push would; what refuses it is thrown. */
    void push(Map<String, String> files, String... options) {
        life.git.write(Life.INFRA, new Write("main", life.git.tip(Life.INFRA, "main").orElse(null), "Change",
                edits(files), ALICE, List.of(options)), life.reconciler.gate());
    }

    private static List<Write.Edit> edits(Map<String, String> files) {
        List<Write.Edit> edits = new ArrayList<>();
        files.forEach((path, text) -> edits
                .add(text.isEmpty() ? new Write.Edit.Delete(path) : new Write.Edit.Put(path, text)));
        return edits;
    }

    /** Lets more time pass than the sweep waits before it deletes. */
    void settle() {
        Instant end = Instant.now().plus(Life.GRACE.multipliedBy(3));
        until("time passes", () -> Instant.now().isAfter(end));
    }

    /** What the commit was told last under the context. */
    String last(String commit, String context) {
        return life.stores.statuses()
                .history(Life.INFRA, commit)
                .stream()
                .map(StatusRow::status)
                .filter(status -> status.context().equals(context))
                .map(CommitStatus::description)
                .reduce("", (one, later) -> later);
    }

    RunState state(String run) {
        return runState(Life.INFRA.run(run));
    }

    /** The server gets other settings, as with SIGHUP. */
    void configure(Settings next) {
        next.repositories().forEach(one -> life.git.create(one.key(), one.branch()));
        settings.set(next);
        life.reconciler.reconfigured();
    }

    /** The server is killed and started again. */
    void restart() {
        life.abandon();
        life = new Life(folder, new InMemoryProvider(cloud), killer, this.settings::get, this.clock);
        life.reconciler.start();
    }

    /** What keeps the newest commit of the repository from being in force. */
    String stalled() {
        return life.stores.tips().standing(Life.INFRA).map(Standing::stalled).orElse("");
    }

    /** Many beats. */
    void passes() {
        for (int beat = 0; beat < 20; beat++) {
            pass();
        }
    }

    /** Lets time pass until the claim holds; kills and restarts happen meanwhile. */
    void until(String what, BooleanSupplier claim) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!held(claim)) {
            assertThat(Instant.now()).as(() -> what + "\n" + describe()).isBefore(end);
            pass();
        }
    }

    private boolean held(BooleanSupplier claim) {
        return !reviveIfDead() && claim.getAsBoolean();
    }

    /** One beat: timers tick, agents work. */
    void pass() {
        if (reviveIfDead()) {
            return;
        }
        try {
            life.tick();
            cloud.machines().forEach(this::agent);
        } catch (Killed kill) {
            reviveIfDead();
        }
    }

    /** Time passes on all clocks, with a beat each 20 seconds. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(20)) {
            ahead = ahead.plusSeconds(20);
            pass();
        }
    }

    /** The server is gone for that time, and starts again. */
    void restart(Duration away) {
        life.close();
        ahead = ahead.plus(away);
        life = new Life(folder, new InMemoryProvider(cloud), killer, this.settings::get, this.clock);
        life.reconciler.start();
    }

    /** The server stops, its database is deleted, and it starts again. */
    void loseDatabase() {
        life.close();
        try {
            for (String file : List.of("headrace.db", "headrace.db-wal", "headrace.db-shm")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        life = new Life(folder, new InMemoryProvider(cloud), killer, this.settings::get, this.clock);
        life.reconciler.start();
    }

    /** Who kills the next life; nobody when all kills are done. */
    private KillAt kills() {
        KillAt next = kills.poll();
        return next == null ? new KillAt(CrashPoint.PUSH_STORED, Integer.MAX_VALUE) : next;
    }

    private boolean reviveIfDead() {
        if (!killer.dead()) {
            return false;
        }
        life.abandon();
        killer = kills();
        life = new Life(folder, new InMemoryProvider(cloud), killer, this.settings::get, this.clock);
        life.reconciler.start();
        return true;
    }

    /** A machine of somebody else on the same account. */
    void foreign(String id) {
        cloud.put(new AccountKey("acme", "memory", null, null, null),
                new Observed.Machine(id, id, Observed.Machine.Power.RUNNING, "192.0.2.1", Map.of()));
    }

    /** The generations of the run's instances that are ready. */
    List<Integer> generations(String run) {
        return runState(Life.INFRA.run(run)).instances()
                .stream()
                .filter(one -> one.state() == InstanceState.READY)
                .map(Instance::generation)
                .toList();
    }

    private void agent(Observed.Machine machine) {
        boolean able = machine.power() == Observed.Machine.Power.RUNNING && !mute.contains(machine.id());
        if (!able || !machine.tags().containsKey(Tags.INSTANCE)) {
            return;
        }
        InstanceKey key = InstanceKey.parse(machine.tags().getOrDefault(Tags.INSTANCE, ""));
        if (ahead.isPositive()) {
            life.wakes.heard(key);
            life.stores.runs()
                    .update(key.run(), before -> Facts.heard(before, key.slot(), key.generation(), now()));
        }
        RunState state = tell(key);
        Instance instance = state.instance(key.slot(), key.generation()).orElse(null);
        if (instance == null) {
            return;
        }
        for (Step step : instance.steps()) {
            if (step.open()) {
                memories.computeIfAbsent(key, none -> new ArrayList<>())
                        .add(new Recollection(step.with(Step.Status.SUCCEEDED, 0), instance.softwareHash(),
                                instance.round(), instance.deployed()));
                life.stores.runs()
                        .update(key.run(),
                                before -> Facts.stepStarted(before, key.slot(), key.generation(), step.id()));
                life.stores.runs()
                        .update(key.run(),
                                before -> Facts.stepExited(before, key.slot(), key.generation(), step.id(), 0, ""));
                life.wakes.run(key.run());
                return;
            }
        }
    }

    /** The agent says hello, and tells what it remembers where the server does not. */
    private RunState tell(InstanceKey key) {
        RunState before = runState(key.run());
        boolean asked = before.instance(key.slot(), key.generation()).filter(Adoption::waits).isPresent();
        Function<RunState, Change> news = asked
                ? state -> Facts.recalled(state, key.slot(), key.generation(), memories.getOrDefault(key, List.of()),
                        now())
                : state -> Facts.bound(state, key.slot(), key.generation(), now());
        if (before.attempt() == null || before.equals(news.apply(before).state())) {
            return before;
        }
        RunState told = life.stores.runs().update(key.run(), news);
        life.wakes.run(key.run());
        return told;
    }

    RunState runState(RunKey run) {
        return life.stores.runs().find(run).orElseGet(() -> RunState.fresh(run));
    }

    private Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /** Whether the commit has a terminal status under the context. */
    boolean answered(String commit, String context) {
        return life.stores.statuses()
                .latest(Life.INFRA, commit)
                .stream()
                .map(StatusRow::status)
                .anyMatch(status -> status.context().equals(context) && status.state().terminal());
    }

    /** The terminal statuses that the commit ever got under the context. */
    List<CommitStatus> ends(String commit, String context) {
        return life.stores.statuses()
                .history(Life.INFRA, commit)
                .stream()
                .map(StatusRow::status)
                .filter(status -> status.context().equals(context) && status.state().terminal())
                .toList();
    }

    /** The contexts under which the commit was told something but no end yet. */
    Set<String> open(String commit) {
        return contexts(commit).filter(context -> ends(commit, context).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the commit was told under the contexts where it was told more than one end. */
    List<CommitStatus> doubleEnds(String commit) {
        return contexts(commit).map(context -> ends(commit, context))
                .filter(ends -> ends.size() > 1)
                .flatMap(List::stream)
                .toList();
    }

    private Stream<String> contexts(String commit) {
        return life.stores.statuses()
                .history(Life.INFRA, commit)
                .stream()
                .map(row -> row.status().context())
                .distinct();
    }

    /** The instances that the cloud has machines for, each with how many. */
    Map<String, Long> machines() {
        return cloud.machines()
                .stream()
                .map(machine -> InstanceKey.parse(machine.tags().getOrDefault(Tags.INSTANCE, "")))
                .collect(Collectors.groupingBy(key -> key.run().name() + " " + key.slot(), java.util.TreeMap::new,
                        Collectors.counting()));
    }

    private String describe() {
        StringBuilder text = new StringBuilder("machines " + machines() + "\n");
        for (RunKey run : life.stores.runs().of(Life.INFRA)) {
            text.append(runState(run)).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() {
        life.close();
    }
}
