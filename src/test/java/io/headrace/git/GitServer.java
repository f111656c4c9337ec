package io.headrace.git;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;

import static org.assertj.core.api.Assertions.assertThat;

/** Repositories in a folder of a test, and a real HTTP server in front of them on loopback. */
final class GitServer implements AutoCloseable {

    static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    static final Principal ALICE = new Principal("acme", "alice", Role.DEVELOPER);

    private static final GuardRules RULES = new GuardRules(Set.of("http", "https"), Set.of(), List.of(), List.of());
    private static final Map<String, Principal> TOKENS = Map.of("alice-token", ALICE, "vera-token",
            new Principal("acme", "vera", Role.VIEWER), "bob-token", new Principal("other", "bob", Role.OWNER),
            "root-token", new Principal("*", "root", Role.OPERATOR));

    final Path root;
    final Repositories repositories;
    final RecordingGate gate = new RecordingGate();
    private final Javalin http;

    private GitServer(Path root, GitLimits limits) {
        this.root = root;
        this.repositories = new Repositories(root, limits, new Guard(RULES), InstantSource.system());
        this.http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.jetty.modifyServletContextHandler(handler -> handler
                    .addServlet(new ServletHolder(repositories.servlet(gate, GitServer::authenticate)), "/git/*"));
        }).start();
        repositories.create(INFRA, "main");
    }

    static GitServer start(Path root) {
        return new GitServer(root, GitLimits.DEFAULT);
    }

    static GitServer start(Path root, GitLimits limits) {
        return new GitServer(root, limits);
    }

    private static Optional<Principal> authenticate(Secret token) {
        return Optional.ofNullable(TOKENS.get(token.reveal()));
    }

    String url() {
        return url("alice", INFRA);
    }

    String url(String user, RepositoryKey key) {
        return "http://any:" + user + "-token@127.0.0.1:" + http.port() + "/git/" + key + ".git";
    }

    int port() {
        return http.port();
    }

    Path folder() {
        return root.resolve("acme/infra.git");
    }

    /** The bytes of all objects of the repository and of what is still coming in. */
    long objectBytes() {
        try {
            return Folders.size(folder().resolve("objects")) + incomingFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long incomingFiles() throws IOException {
        Path incoming = root.resolve(".incoming");
        return incoming.toFile().exists() ? Folders.files(incoming).size() : 0;
    }

    /** Waits until requests have ended, and asserts that none left something open or lying about. */
    void assertQuiet() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(incomingFiles()).isZero();
            assertThat(root.resolve(".incoming")).satisfiesAnyOf(path -> assertThat(path).doesNotExist(),
                    path -> assertThat(path).isEmptyDirectory());
            assertThat(useCount()).isZero();
        });
    }

    /** How many users JGit counts of the cached repository. */
    private int useCount() throws IOException, ReflectiveOperationException {
        var counter = Repository.class.getDeclaredField("useCnt");
        counter.setAccessible(true);
        var key = RepositoryCache.FileKey.exact(folder().toFile(), org.eclipse.jgit.util.FS.DETECTED);
        try (Repository repository = RepositoryCache.open(key)) {
            return ((java.util.concurrent.atomic.AtomicInteger) counter.get(repository)).get() - 1;
        }
    }

    @Override
    public void close() {
        http.stop();
    }
}
