package io.headrace.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.model.Change;
import io.headrace.model.Declaration;
import io.headrace.model.InstanceKey;
import io.headrace.model.Intent;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import io.headrace.model.Slot;
import io.headrace.model.Spans;
import io.headrace.model.Wake;
import io.headrace.plan.Adoption;
import io.headrace.plan.Attempts;
import io.headrace.plan.Facts;
import io.headrace.plan.Planner;
import io.headrace.plan.Sighting;
import io.headrace.store.Database;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.FolderBlobs;
import io.headrace.store.Parameters;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A server as agents see it: the real protocol over a real database, behind the JDK's HTTP server. The loop is the real
 * planner, run after each wake-up; machines exist as soon as they are wanted.
 */
final class AgentScene implements Wake, AutoCloseable {

    static final RunKey LAMP = new RunKey("acme", "infra", "shop/lamp");
    static final Principal ALICE = new Principal("acme", "alice", Role.DEVELOPER);

    final InstantSource clock = Clock.systemUTC();
    final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    /** Verbs of which so many answers are lost after they were made. */
    final Map<String, Integer> lost = new ConcurrentHashMap<>();
    final Map<String, Integer> served = new ConcurrentHashMap<>();
    final AgentSignals signals = new AgentSignals();
    final FolderBlobs blobs;
    final Identity identity;
    final Runs runs;
    final Parameters rows;
    final ParameterSpace parameters;
    final AgentProtocol protocol;
    final Rewiring rewiring;
    private final Database database;
    private final Scripts scripts;
    private final Events events;
    private final ExecutorService loop = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    AgentScene(Path folder) {
        this(folder, 1 << 20);
    }

    AgentScene(Path folder, long mostLogBytes) {
        this(folder, mostLogBytes, 0);
    }

    /** A server that has lost its database, at the port of the one before. */
    static AgentScene afterTheLoss(Path folder, int port) {
        for (String file : List.of("headrace.db", "headrace.db-wal", "headrace.db-shm")) {
            try {
                Files.deleteIfExists(folder.resolve("data").resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new AgentScene(folder, 1 << 20, port);
    }

    private AgentScene(Path folder, long mostLogBytes, int port) {
        try {
            Path data = Files.createDirectories(folder.resolve("data"));
            database = Database.open("jdbc:sqlite:" + data.resolve("headrace.db"), clock);
            identity = Identity.load(data);
            runs = new Runs(database);
            rows = new Parameters(database);
            scripts = new Scripts(database);
            events = new Events(database);
            blobs = new FolderBlobs(data.resolve("blobs"), 1L << 30);
            parameters = new ParameterSpace(rows, Seals.load(data), (tenant, name) -> Optional.ofNullable(
                    secrets.get(tenant + "/" + name)), signals);
            AgentStore store = new AgentStore(runs, rows, scripts, events, blobs, mostLogBytes, 1 << 24);
            protocol = new AgentProtocol(store, identity, parameters, signals, this, Spans.NONE, clock);
            rewiring = new Rewiring(runs, parameters, identity, this);
            server = listening(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer listening(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(handlers);
        made.createContext("/agent/v1/", this::serve);
        made.start();
        return made;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String verb = path.substring("/agent/v1/".length());
            byte[] body = exchange.getRequestBody().readNBytes(AgentProtocol.MOST_BYTES + 1);
            byte[] answer = protocol.answer(verb, body);
            served.merge(verb, 1, Integer::sum);
            if (lost.merge(verb, -1, Integer::sum) >= 0) {
                return;
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void down() {
        server.stop(0);
        handlers.shutdownNow();
    }

    void up() {
        handlers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            server = listening(server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AgentScene declare(Nodes nodes) {
        return declare(nodes, "c0ffee");
    }

    AgentScene declare(Nodes nodes, String commit) {
        scripts.keep(nodes.scripts);
        runs.update(LAMP, state -> Attempts.declare(state, nodes.declaration(), commit, ALICE, clock.instant()));
        look();
        return this;
    }

    /** The run after a loss, with a machine for each of these instances. */
    void adopt(Nodes nodes, String... ids) {
        scripts.keep(nodes.scripts);
        Declaration declaration = nodes.declaration();
        List<Adoption.Found> found = Arrays.stream(ids)
                .map(id -> id.split(":", -1))
                .map(id -> new Adoption.Found(Slot.parse(id[0]), Integer.parseInt(id[1]),
                        declaration.nodes().getFirst().sites().getFirst().cloud(), "m-" + id[0], "127.0.0.1", null))
                .toList();
        runs.update(LAMP, state -> Adoption.declare(state, declaration, "c0ffee", ALICE, found, Map.of(),
                clock.instant()));
        look();
    }

    void abort(String reason) {
        runs.update(LAMP, state -> Attempts.abort(state, reason, clock.instant()));
        look();
    }

    /** Takes away the machine and gives the slot its next generation. */
    void lose(String slot) {
        Slot of = Slot.parse(slot);
        for (int times = 0; times < 2; times++) {
            runs.update(LAMP,
                    state -> Facts.observed(state, of, state.generations().getOrDefault(slot, 0),
                            Sighting.absent(Instant.EPOCH),
                            clock.instant()));
        }
        look();
    }

    RunState state() {
        return runs.find(LAMP).orElseThrow();
    }

    /** How the instances are: {@code web.1:1 ready}. */
    List<String> instances() {
        return state().instances()
                .stream()
                .map(one -> one.id() + " " + one.state().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    /** All steps of an instance: {@code deploy succeeded 0}. */
    List<String> steps(String id) {
        return state().instances()
                .stream()
                .filter(one -> one.id().equals(id))
                .flatMap(one -> one.steps().stream())
                .map(step -> step.kind().key() + " " + step.status().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + step.exitCode())
                .toList();
    }

    String log(InstanceKey key, int step) {
        return new String(bytes(AgentLogs.logs(key) + step), StandardCharsets.UTF_8);
    }

    byte[] bytes(String blob) {
        try (InputStream in = blobs.open(blob, 0).orElseGet(InputStream::nullInputStream)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> value(String scope, String name) {
        return parameters.shown(state())
                .stream()
                .filter(one -> one.scope().equals(scope) && one.name().equals(name))
                .map(ParameterSpace.Shown::value)
                .findFirst();
    }

    List<Event> told() {
        return events.after(0, EventFilter.ALL, 1000);
    }

    static InstanceKey key(String slot, int generation) {
        return LAMP.instance(Slot.parse(slot), generation);
    }

    @Override
    public void run(RunKey run) {
        try {
            loop.execute(this::look);
        } catch (RejectedExecutionException e) {
            // The scene is over; a late report of an agent wakes nobody.
            return;
        }
    }

    /** What the loop does after a wake-up, with a cloud that makes machines at once. */
    private synchronized void look() {
        RunState before = RunState.fresh(LAMP);
        RunState now = runs.update(LAMP, state -> Planner.advance(state, clock.instant()));
        while (!now.equals(before)) {
            before = now;
            runs.update(LAMP, this::cloud);
            now = runs.update(LAMP, state -> Planner.advance(state, clock.instant()));
        }
        rewiring.renew(now);
        signals.run(LAMP);
        now.instances().forEach(one -> signals.agent(LAMP.instance(one.slot(), one.generation())));
    }

    private Change cloud(RunState state) {
        Change change = Change.silent(state);
        for (var one : state.instances()) {
            Intent intent = one.intent();
            if (intent != null && intent.verb() == Intent.Verb.CREATE) {
                change = change.then(Facts.requested(change.state(), one.slot(), one.generation(), "request"));
                change = change.then(Facts.created(change.state(), one.slot(), one.generation(), "m-" + one.id(),
                        "127.0.0." + one.slot().index()));
            } else if (intent != null) {
                change = change.then(Facts.deleted(change.state(), one.slot(), one.generation()));
            }
        }
        return change;
    }

    @Override
    public void repository(RepositoryKey repository) {}

    @Override
    public void statuses(RepositoryKey repository) {}

    @Override
    public void agent(InstanceKey instance) {
        signals.agent(instance);
    }

    @Override
    public void close() {
        signals.close();
        server.stop(0);
        handlers.close();
        loop.close();
        database.close();
    }
}
