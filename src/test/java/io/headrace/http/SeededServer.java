package io.headrace.http;

import io.headrace.agent.AgentDoor;
import io.headrace.agent.AgentProtocol;
import io.headrace.agent.Heading;
import io.headrace.model.InstanceKey;
import io.headrace.model.RecipeStep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import io.headrace.model.Settings;
import io.headrace.model.Wake;
import io.headrace.reconcile.Acts;
import io.headrace.reconcile.CloudState;
import io.headrace.reconcile.Detached;
import io.headrace.store.CloudUse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The real HTTP server on a free port over a seeded {@link Fixture}. */
public final class SeededServer implements AutoCloseable {

    static final WebSettings.Bounds BOUNDS = new WebSettings.Bounds(16 << 10, 256 << 10, 64 << 10, 1 << 20, 8, 4,
            new WebSettings.Patience(1 << 20, 1 << 20, Duration.ofSeconds(30)), Duration.ofSeconds(1));

    static final Secret THEIR_HOOK = new Secret("Known to globex only");

    final Fixture fixture;
    final HttpApi api;
    public final String commit;
    /** The tip of {@code acme/infra}, some of whose runs never settle. */
    public final String second;
    final AtomicBoolean ready = new AtomicBoolean(true);
    final Map<String, String> deliveries = new ConcurrentHashMap<>();
    public final URI url;

    private SeededServer(Path folder, String listen, Optional<WebSettings.Tls> tls, WebSettings.Bounds bounds) {
        fixture = new Fixture(folder);
        commit = new Seed(fixture).play();
        second = fixture.git.tip(Fixture.INFRA, "main").orElseThrow();
        WebSettings settings = new WebSettings(List.of(listen), "https://headrace.example.org/", tls.orElse(null),
                bounds);
        api = new HttpApi(settings, backend(), fixture.authenticator(), InstantSource.system());
        api.start();
        url = URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + api.port());
    }

    public static SeededServer start(Path folder) {
        return new SeededServer(folder, "127.0.0.1:0", Optional.empty(), BOUNDS);
    }

    /** With bounds that a test reaches soon. */
    static SeededServer impatient(Path folder, WebSettings.Patience patience) {
        return bounded(folder, bounds(patience));
    }

    private static WebSettings.Bounds bounds(WebSettings.Patience patience) {
        return new WebSettings.Bounds(BOUNDS.jsonBytes(), BOUNDS.commitBytes(), BOUNDS.hookBytes(),
                BOUNDS.heldBytes(), BOUNDS.eventReaders(), BOUNDS.eventReadersEach(), patience);
    }

    static SeededServer bounded(Path folder, WebSettings.Bounds bounds) {
        return new SeededServer(folder, "127.0.0.1:0", Optional.empty(), bounds);
    }

    static SeededServer secure(Path folder, WebSettings.Tls tls) {
        return secure(folder, tls, BOUNDS.patience());
    }

    static SeededServer secure(Path folder, WebSettings.Tls tls, WebSettings.Patience patience) {
        return new SeededServer(folder, "127.0.0.1:0", Optional.of(tls), bounds(patience));
    }

    /** Has the log of a step: {@code acme/infra/hello}, {@code web.1/1/1}. */
    public void log(String run, String step, String text) {
        fixture.blobs.append("logs/" + run + "/" + step, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    public Secret token(String tenant, String member) {
        return fixture.token(tenant, member);
    }

    /** Has a run of that name propose what to do about a lost machine. */
    public void propose(String name) {
        fixture.story(Fixture.INFRA.run(name))
                .ready(Blueprint.run(name, "local").node("web", 2, RecipeStep.DEPLOY).proposing().declaration(), commit,
                        Fixture.ALICE)
                .lost("web.2");
    }

    /** Puts the document of the run {@code hello} on the branch, so that it can be edited. */
    public void declareHello() {
        fixture.commit(Fixture.INFRA, Fixture.ALICE, "Declare hello", "runs/hello.yaml", Fixture.HELLO);
    }

    private Backend backend() {
        return new Backend(fixture.stored(), new Backend.Git(fixture.git, new Fixture.OpenGate(), fixture.edits(),
                new Detached(fixture.runs, fixture.tips, this::settings, new Planned())),
                this::settings,
                new Acts(fixture.runs, new Planned(), fixture.clock), fixture.secrets, this::clouds,
                SeededServer::outputs,
                new Echo(),
                new Deliveries(), () -> ready.get() ? "" : "the loop does not run yet",
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    /** Those with instances, of which paris is out of reach, and one that nobody uses. */
    private List<CloudState> clouds(Predicate<RepositoryKey> asked) {
        Stream<CloudUse> unused = Stream.of(new CloudUse("acme", "infra", "sion", "local", 0, 0, 12));
        return Stream.concat(fixture.runs.clouds().stream(), unused)
                .filter(use -> asked.test(new RepositoryKey(use.tenant(), use.repository())))
                .map(use -> switch (use.name()) {
                    case "paris" -> new CloudState(use, false, "no route to host");
                    case "sion" -> new CloudState(use, null, null);
                    default -> new CloudState(use, true, null);
                })
                .toList();
    }

    private Settings settings() {
        return new Settings(fixture.tenants, Set.of("root"));
    }

    private static Map<String, String> outputs(RunState state) {
        Map<String, String> values = new TreeMap<>();
        if (state.declaration() != null) {
            state.declaration()
                    .outputs()
                    .forEach((name, template) -> values.put(name, template.render(
                            reference -> state.instances()
                                    .stream()
                                    .filter(one -> one.slot().node().equals(reference.node()) && one.address() != null)
                                    .map(one -> String.valueOf(one.address()))
                                    .findFirst()
                                    .orElse(""))));
        }
        return values;
    }

    /** The planner at once where the loop would follow. */
    private final class Planned implements Wake {

        @Override
        public void run(RunKey run) {
            fixture.story(run).planned();
        }

        @Override
        public void repository(RepositoryKey repository) {}

        @Override
        public void statuses(RepositoryKey repository) {}

        @Override
        public void agent(InstanceKey instance) {}
    }

    /** Tells agents how much they sent; those of globex have no good token. */
    private static final class Echo implements AgentDoor {

        @Override
        public Heading heading(String verb, byte[] head) {
            return new String(head, StandardCharsets.UTF_8).contains("globex")
                    ? new Heading.Refused("headrace 401 not the token\n".getBytes(StandardCharsets.UTF_8))
                    : new Heading.Good("acme", AgentProtocol.MOST_BYTES);
        }

        @Override
        public byte[] answer(String verb, byte[] body) {
            return ("headrace 200 " + verb + " " + body.length + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Deliveries in memory, for the hooks of {@code acme/mirror} and of somebody else. */
    private final class Deliveries implements Webhooks {

        @Override
        public List<Secret> secrets(String id) {
            return switch (id) {
                case "acme.mirror" -> List.of(new Secret("an older one"), Fixture.HOOK);
                case "globex.mirror" -> List.of(THEIR_HOOK);
                default -> List.of();
            };
        }

        @Override
        public void accept(String id, String deliveryId) {
            deliveries.put(deliveryId, id);
        }
    }

    @Override
    public void close() {
        api.close();
        fixture.close();
    }

    /** Runs it for a person to look at: the folder as argument. */
    public static void main(String[] arguments) throws InterruptedException {
        SeededServer server = new SeededServer(Path.of(arguments[0]), "127.0.0.1:" + arguments[1], Optional.empty(),
                BOUNDS);
        System.out.println(server.url + server.api.loginLink(server.token("acme", "alice")));
        System.out.println(server.token("acme", "alice").reveal());
        Thread.currentThread().join();
    }
}
