package io.headrace.http;

import io.headrace.agent.TenantSecrets;
import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.connector.LocalProvider;
import io.headrace.git.GitLimits;
import io.headrace.git.Repositories;
import io.headrace.git.Write;
import io.headrace.model.Authenticator;
import io.headrace.model.BlobStore;
import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.Secret;
import io.headrace.model.TenantSettings;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import io.headrace.reconcile.Edits;
import io.headrace.store.AuditLog;
import io.headrace.store.Commits;
import io.headrace.store.Database;
import io.headrace.store.Events;
import io.headrace.store.FolderBlobs;
import io.headrace.store.Outbox;
import io.headrace.store.Parameters;
import io.headrace.store.Runs;
import io.headrace.store.SecretRows;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;
import io.headrace.store.TokenRow;
import io.headrace.store.Tokens;
import io.headrace.vault.Seals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store and repositories in a folder, with two tenants, their members and an operator. */
final class Fixture implements AutoCloseable {

    static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    static final RepositoryKey MIRROR = new RepositoryKey("acme", "mirror");
    static final RepositoryKey SHOP = new RepositoryKey("globex", "shop");
    static final Principal ALICE = new Principal("acme", "alice", Role.OWNER);
    static final Principal BOB = new Principal("acme", "bob", Role.DEVELOPER);
    static final Principal GINA = new Principal("globex", "gina", Role.OWNER);
    static final Secret HOOK = new Secret("It's a Secret to Everybody");

    /** The run {@code hello} as a commit declares it, with one node {@code main}. */
    static final String HELLO = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: hello}
        spec: {recipes: {deploy: "#!/bin/sh\\ntrue\\n"}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: hello}
        spec: {component: hello, cloud: local}   # the smallest there is
        """;

    final TestClock clock = new TestClock(Instant.parse("2026-03-02T09:14:00Z"));
    final Database database;
    final Runs runs;
    final Commits commits;
    final Statuses statuses;
    final Events events;
    final Parameters parameters;
    final Tips tips;
    final Tokens tokens;
    final AuditLog audit;
    final TenantSecrets secrets;
    final List<RunKey> rewired = new CopyOnWriteArrayList<>();
    final BlobStore blobs;
    final Repositories git;
    final List<TenantSettings> tenants;

    Fixture(Path folder) {
        database = Database.open("jdbc:sqlite:" + folder.resolve("headrace.db"), clock);
        runs = new Runs(database);
        commits = new Commits(database);
        statuses = new Statuses(database);
        events = new Events(database);
        parameters = new Parameters(database);
        tips = new Tips(database);
        tokens = new Tokens(database);
        audit = new AuditLog(database);
        secrets = new TenantSecrets(new SecretRows(database), Seals.load(folder), runs, rewired::add);
        blobs = new FolderBlobs(folder.resolve("blobs"), 1 << 24);
        git = new Repositories(folder.resolve("git"), GitLimits.DEFAULT, new Guard(GuardRules.publicOnly()), clock);
        git.create(INFRA, "main");
        git.create(SHOP, "main");
        tenants = List.of(
                new TenantSettings("acme", Map.of("alice", Role.OWNER, "bob", Role.DEVELOPER, "vera", Role.VIEWER),
                        Set.of("local"), 100,
                        List.of(hosted(INFRA), new RepositorySettings(MIRROR,
                                URI.create("https://robot:hunter2@git.example.org/acme/mirror.git"), "main", "deploy",
                                Duration.ofMinutes(1), HOOK))),
                new TenantSettings("globex", Map.of("gina", Role.OWNER), Set.of("local"), 10, List.of(hosted(SHOP))));
    }

    private static RepositorySettings hosted(RepositoryKey key) {
        return new RepositorySettings(key, null, "main", ".", Duration.ofMinutes(1), null);
    }

    Backend.Stored stored() {
        return new Backend.Stored(runs, commits, statuses, events, parameters, blobs, tips, new Outbox(database),
                tokens, audit);
    }

    Story story(RunKey run) {
        return new Story(run, runs, clock);
    }

    /** A token of a member or, with tenant {@code *}, of the operator. */
    Secret token(String tenant, String member) {
        return tokens.create(tenant, member).token();
    }

    Authenticator authenticator() {
        return token -> tokens.authenticate(token).map(this::principal);
    }

    private Principal principal(TokenRow row) {
        Role role = tenants.stream()
                .filter(tenant -> tenant.name().equals(row.tenant()))
                .map(tenant -> tenant.members().getOrDefault(row.member(), Role.VIEWER))
                .findFirst()
                .orElse(Role.OPERATOR);
        return new Principal(row.tenant(), row.member(), role);
    }

    /** A commit on the deployed branch. */
    String commit(RepositoryKey repository, Principal author, String message, String path, String content) {
        return git.write(repository, new Write("main", git.tip(repository, "main").orElse(null), message,
                List.of(new Write.Edit.Put(path, content)), author, List.of()), new OpenGate());
    }

    Edits edits() {
        Compiler compiler = new Compiler(List.of(new LocalProvider().info()), Limits.DEFAULT);
        return new Edits(git, new OpenGate(), _ -> compiler);
    }

    /** A gate that refuses what is pushed with the option {@code refuse}, and nothing else. */
    static final class OpenGate implements PushGate {

        @Override
        public Map<String, String> check(Push push, Consumer<String> terminal) {
            if (push.has("refuse")) {
                terminal.accept("runs/web.yaml:14:11: node 'web' uses unknown component 'apachee'; known: apache");
                return Map.of(push.changes().getFirst().ref(), "1 problem in the blueprints");
            }
            return Map.of();
        }

        @Override
        public void landed(Push push, Consumer<String> terminal) {}
    }

    @Override
    public void close() {
        database.close();
    }
}
