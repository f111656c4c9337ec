package io.headrace;

import io.headrace.agent.AgentProtocol;
import io.headrace.agent.AgentSignals;
import io.headrace.agent.AgentStore;
import io.headrace.agent.ParameterSpace;
import io.headrace.agent.Rewiring;
import io.headrace.agent.TenantSecrets;
import io.headrace.connector.ConnectorProvider;
import io.headrace.connector.LocalUser;
import io.headrace.git.GitLimits;
import io.headrace.git.Repositories;
import io.headrace.http.Backend;
import io.headrace.http.HttpApi;
import io.headrace.http.WebSettings;
import io.headrace.model.Authenticator;
import io.headrace.model.Plural;
import io.headrace.model.Secret;
import io.headrace.model.Settings;
import io.headrace.model.Spans;
import io.headrace.model.TenantSettings;
import io.headrace.net.Guard;
import io.headrace.reconcile.Acts;
import io.headrace.reconcile.CrashPoints;
import io.headrace.reconcile.Reconciler;
import io.headrace.reconcile.Retention;
import io.headrace.reconcile.Stores;
import io.headrace.reconcile.Wakes;
import io.headrace.schedule.SteadyClock;
import io.headrace.schedule.Timers;
import io.headrace.store.Tokens;
import io.headrace.telemetry.OtlpSpans;
import io.headrace.vault.Identity;
import io.headrace.vault.Seals;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes every part of a server from its configuration, starts them in order, and stops them in
 * the reverse one.
 */
final class Server implements Running {
    /** How long a machine that is ours and wanted by nobody is left alone. */
    private static final Duration GRACE = Duration.ofMinutes(2);
    /** How long requests that are under way are waited for when the server stops. */
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ServerConfig config;
    private final AtomicReference<Settings> settings;
    private final Storage storage;
    private final AgentSignals signals;
    private final Reconciler reconciler;
    private final HttpApi http;
    private final Spans spans;
    private final Timers timers;
    private final Repositories git;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(ServerConfig config, Storage storage, Collection<ConnectorProvider> all, CrashPoints crashes,
            InstantSource clock) {
        List<ConnectorProvider> providers = all.stream()
                .filter(provider -> config.connectors().contains(provider.info().id()))
                .toList();
        this.config = config;
        this.settings = new AtomicReference<>(new Settings(config.tenants(), config.operators()));
        this.storage = storage;
        this.git = repositories(config, clock);
        Origin.note(config, settings.get().repositories(), storage.forTheLoop().recoveries(), git);
        create(git, settings.get());
        Identity identity = Identity.load(config.data());
        Seals seals = Seals.load(config.data());
        Wakes wakes = new Wakes();
        this.signals = new AgentSignals();
        wakes.agents(signals::agent);
        URI collector = config.upkeep().otlp();
        // The library of traces is loaded only here.
        this.spans = collector == null ? Spans.NONE : new OtlpSpans(collector);
        String url = config.url().toString();
        Reconciler.Setting setting = new Reconciler.Setting(settings::get, url, config.machines(),
                GRACE, UUID.randomUUID().toString(), spans);
        Stores stores = storage.forTheLoop();
        TenantSecrets secrets = new TenantSecrets(storage.secrets(), seals, stores.runs(), run -> {
            signals.run(run);
            wakes.run(run);
        });
        ParameterSpace parameters = new ParameterSpace(storage.parameters(), seals, secrets::value, signals);
        AgentProtocol agents = new AgentProtocol(
                new AgentStore(stores.runs(), storage.parameters(), stores.scripts(), stores.events(), storage.blobs(),
                        config.limits().logBytes(), config.limits().reportBytes()),
                identity, parameters, signals, wakes, spans, clock);
        this.reconciler = new Reconciler(setting, stores, git,
                new TenantCompilers(settings::get, config,
                        all.stream().map(ConnectorProvider::info).toList()),
                providers, identity, seals,
                new MachineAgents(agents, identity, storage.parameters(), storage.blobs(),
                        new Rewiring(stores.runs(), parameters, identity, wakes), config.allowPlainAgents()),
                wakes, crashes,
                clock);
        Backend backend = new Backend(storage.forTheWeb(stores),
                new Backend.Git(git, reconciler.gate(), reconciler.edits(), reconciler.detached()),
                settings::get,
                new Acts(stores.runs(), wakes, clock), secrets, reconciler::clouds, parameters::outputs, agents,
                new HookIntake(settings::get, storage.hooks(), wakes), this::trouble,
                Figures.registry(stores.runs(), reconciler::ready));
        Authenticator authenticator = new TokenHolders(storage.tokens(), settings::get, stores.recoveries().lost());
        this.http = new HttpApi(webSettings(config), backend, authenticator, clock);
        Failures.listening(config.listen(), http::start);
        reconciler.start();
        this.timers = Timers.start(reconciler,
                new Retention(config.upkeep().retention(), storage.cleaning(), stores.runs(), storage.blobs(),
                        clock)::cleanUp,
                http::reloadCertificate, InstantSource.system());
    }

    /** A server that listens and whose loop runs. */
    static Server start(ServerConfig config, Collection<ConnectorProvider> providers, CrashPoints crashes,
            InstantSource clock) {
        // First, as looking for a folder below it would make it for everybody.
        DataFolder.make(config.data());
        Staging.removeLeftovers(config.data());
        checkUsers(config);
        SteadyClock steady = new SteadyClock(clock, System::nanoTime);
        Storage storage = Storage.open(config, steady);
        boolean started = false;
        try {
            storage.lastWritten().ifPresent(steady::atLeast);
            Server server = new Server(config, storage, providers, crashes, steady);
            started = true;
            return server;
        } finally {
            if (!started) {
                storage.close();
            }
        }
    }

    /** Why the server does not work at present, or nothing. */
    private String trouble() {
        return reconciler.ready() ? storage.trouble() : "the loop does not run: the server is starting or stopping";
    }

    @Override
    public URI url() {
        URI url = config.url();
        return url.getPort() == 0
                ? URI.create(url.getScheme() + "://" + url.getHost() + ":" + http.port())
                : url;
    }

    @Override
    public Tokens tokens() {
        return storage.tokens();
    }

    @Override
    public URI loginLink(Secret token) {
        return url().resolve(http.loginLink(token));
    }

    @Override
    public void reload(ServerConfig next) {
        Settings changed = new Settings(next.tenants(), next.operators());
        Restart.refusal(settings.get(), changed).ifPresent(reason -> {
            throw new CannotException(reason);
        });
        checkUsers(next);
        Restart.needed(config, next)
                .forEach(key -> LOG.warn("{} is another in the configuration: restart for it", key));
        create(git, changed);
        settings.set(changed);
        reconciler.reconfigured();
        LOG.info("took up the configuration: {}, {}, {}", Plural.of(changed.tenants().size(), "tenant"),
                Plural.of(changed.repositories().size(), "repository"),
                Plural.of(changed.operators().size(), "operator"));
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        LOG.info("stopping: no new work is taken, what is under way ends");
        reconciler.drain();
        try {
            if (!http.drain(DRAIN)) {
                LOG.warn("some requests take too long to wait for");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        signals.close();
        http.close();
        stopTimers();
        reconciler.close();
        storage.close();
        // Last, as it waits for somebody else.
        spans.close();
    }

    /** Each timer ends what it is at, such as looking at a cloud, which may hang. */
    private void stopTimers() {
        Thread stopping = Thread.ofPlatform().daemon().name("stop timers").start(timers::close);
        try {
            if (!stopping.join(DRAIN)) {
                LOG.warn("a timer takes too long to wait for");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Repositories repositories(ServerConfig config, InstantSource clock) {
        ServerConfig.Limits limits = config.limits();
        GitLimits usual = GitLimits.DEFAULT;
        return new Repositories(config.data().resolve("git"),
                new GitLimits(limits.pushBytes(), limits.repositoryBytes(), limits.objectBytes(), usual.objects(),
                        usual.refs(), limits.files(), limits.treeBytes(), usual.transfer()),
                new Guard(config.guard()), clock);
    }

    private static void create(Repositories git, Settings settings) {
        settings.repositories().forEach(repository -> git.create(repository.key(), repository.branch()));
    }

    /** Refuses a configuration whose local machines could not run as it says. */
    private static void checkUsers(ServerConfig config) {
        List<String> problems = new ArrayList<>();
        for (TenantSettings tenant : config.tenants()) {
            String user = tenant.connectors().contains("local") ? tenant.user() : null;
            if (user != null) {
                new LocalUser(user).problem(config.machines())
                        .ifPresent(problem -> problems
                                .add("tenant '" + tenant.name() + "' cannot use the connector 'local': " + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new CannotException(String.join("\n", problems));
        }
    }

    private static WebSettings webSettings(ServerConfig config) {
        ServerConfig.Limits limits = config.limits();
        ServerConfig.Tls tls = config.tls();
        return new WebSettings(config.listen().stream().map(ServerConfig.Listen::toString).toList(),
                config.url().toString(), tls == null ? null : new WebSettings.Tls(tls.certificate(), tls.key()),
                new WebSettings.Bounds(WebSettings.Bounds.DEFAULT.jsonBytes(), limits.requestBytes(),
                        limits.webhookBytes(), WebSettings.Bounds.DEFAULT.heldBytes(), limits.eventReaders(),
                        WebSettings.Bounds.DEFAULT.eventReadersEach(),
                        new WebSettings.Patience(limits.requestsPerSecond(), limits.failedLoginsPerMinute(),
                                WebSettings.Patience.DEFAULT.sending())));
    }
}
