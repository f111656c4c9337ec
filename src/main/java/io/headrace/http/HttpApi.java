package io.headrace.http;

import io.headrace.http.Backend.Stored;
import io.headrace.http.WebSettings.Bounds;
import io.headrace.model.Authenticator;
import io.headrace.model.Links;
import io.headrace.model.Secret;
import java.time.Duration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Headrace over HTTP: everything that answers on the server's sockets, from {@link #start()} until it is closed. */
public final class HttpApi implements AutoCloseable {

    private final Sessions sessions;
    private final EventFeed feed;
    private final Drain drain = new Drain();
    private final Web web;
    private final Optional<Certificates> certificates;

    /** Makes the server; nobody can reach it yet. */
    public HttpApi(WebSettings settings, Backend backend, Authenticator authenticator, InstantSource clock) {
        Stored stored = backend.stored();
        Links links = new Links(settings.url());
        Tenants tenants = new Tenants(backend.settings());
        Bounds bounds = settings.bounds();
        Bodies bodies = new Bodies(bounds.patience().sending(), clock, Bodies.budget(bounds));
        Pacing pacing = new Pacing(bounds.patience(), clock);
        boolean secure = links.serverUrl().startsWith("https:");
        this.sessions = new Sessions(authenticator, clock);
        this.feed = new EventFeed(stored.events());
        Access access = new Access(authenticator, sessions, pacing, links.serverUrl());
        OpenStreams streams = new OpenStreams(bounds);
        StepLogs logs = new StepLogs(stored.blobs());
        LogStreams logStreams = new LogStreams(stored.runs(), stored.events(), logs, feed, access, streams,
                bounds.heartbeat());
        RunRoutes runs = new RunRoutes(stored.runs(), stored.events(), stored.parameters(),
                new RunViews(links, backend.outputs()));
        CommitRoutes commits = new CommitRoutes(tenants, stored.commits(), stored.statuses(), stored.tips(),
                backend.git().repositories(), links);
        List<Routes> routes = List.of(
                new HealthRoutes(() -> drain.begun() ? "the server is stopping" : backend.trouble().get()),
                new MetricsRoutes(backend.metrics(), access),
                new SessionRoutes(access, sessions, bodies, secure), new TenantRoutes(tenants),
                new TokenRoutes(stored.tokens(), tenants, bodies, bounds.jsonBytes()), new AuditRoutes(stored.audit()),
                new SecretRoutes(backend.secrets(), tenants, bodies),
                new RepositoryRoutes(tenants, backend.git().detached(), stored.tips(), stored.outbox(),
                        links.serverUrl()),
                commits,
                new WriteRoutes(tenants, backend.git(), links, bodies, bounds.commitBytes()),
                new GitHubRoutes(tenants, commits, stored.statuses(), new GitHubViews(links)),
                new EventRoutes(feed, stored.events(), access, streams, bounds.heartbeat()), runs,
                new ActRoutes(backend.acts(), stored.runs(), runs, bodies, bounds.jsonBytes()),
                new DriftRoutes(backend.acts(), stored.runs(), runs, bodies, bounds.jsonBytes()),
                new EditRoutes(tenants, stored.runs(), backend.git().edits(), links, bodies, bounds.jsonBytes()),
                new LogRoutes(stored.runs(), logs, logStreams, new FormerSteps(logs, stored.events())),
                new ReportRoutes(stored.runs(), stored.blobs()),
                new InstanceRoutes(stored.runs(), backend.clouds(), links), new PlanRoutes(stored.runs()),
                runs.last(), new HookRoutes(backend.hooks(), bodies, bounds.hookBytes()),
                new AgentRoutes(backend.agents(), bodies), new Dashboard());
        AuditTrail audit = new AuditTrail(stored.audit(), new Throttle(30, Duration.ofMinutes(1), clock));
        this.certificates = Optional.ofNullable(settings.tls()).map(files -> new Certificates(files, clock));
        Listeners listeners = new Listeners(settings.listen(), certificates, bounds.patience().sending());
        this.web = new Web(listeners, access, audit, routes,
                List.of(drain, new Held.Release(), new HeadAsGet()),
                new GitDoor(backend.git()
                        .repositories()
                        .servlet(new AuditedGate(backend.git().gate(), stored.audit()), authenticator), pacing));
    }

    /**
     * Listens, and returns when connections are accepted.
     *
     * @throws java.io.UncheckedIOException when an address cannot be had
     */
    public void start() {
        web.start();
    }

    /** The port of the first address that it listens on. */
    public int port() {
        return web.port();
    }

    /** Where a browser is logged in once with that token, below the server's URL: {@code /#login=...}. */
    public String loginLink(Secret token) {
        return "/#login=" + sessions.link(token);
    }

    /** Takes up a certificate that was replaced; to be called now and then. */
    public void reloadCertificate() {
        certificates.ifPresent(Certificates::reload);
    }

    /** From now on no new work is taken and the event streams end; false when the work under way takes longer. */
    public boolean drain(Duration patience) throws InterruptedException {
        drain.begin();
        feed.close();
        return drain.await(patience);
    }

    /** Ends the event streams, then everything else. */
    @Override
    public void close() {
        feed.close();
        web.close();
    }
}
