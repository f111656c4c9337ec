package io.headrace.git;

import com.sun.net.httpserver.HttpServer;
import io.headrace.model.RepositoryKey;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Fetching from remote repositories, friendly and hostile ones, all on loopback. */
final class MirrorTest {

    private static final RepositoryKey KEY = new RepositoryKey("acme", "mirror");
    private static final GitLimits LIMITS = new GitLimits(256 << 10, 1 << 20, 128 << 10, 500, 50, 50, 300 << 10,
            Duration.ofSeconds(3));
    private static final String ADVERTISED = "application/x-git-upload-pack-advertisement";

    @TempDir
    Path folder = Path.of("");

    private Path root;
    private Repositories repositories;
    private HttpServer hostile;
    private GitClient upstream;

    @BeforeEach
    void start() throws IOException {
        root = folder.resolve("server");
        GuardRules rules = new GuardRules(Set.of("http", "https", "file"), Set.of("127.0.0.1"), List.of(),
                List.of(folder.resolve("upstream")));
        repositories = new Repositories(root, LIMITS, new Guard(rules), InstantSource.system());
        repositories.create(KEY, "main");
        upstream = GitClient.init(folder.resolve("upstream"), "main");
        hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hostile.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hostile.start();
    }

    @AfterEach
    void stop() throws IOException {
        hostile.stop(0);
        try (var left = Files.list(root.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        } catch (java.nio.file.NoSuchFileException e) {
            return; // refused before anything was opened
        }
    }

    @Test
    void fetch_file_followsTheBranchAlsoWhenItIsForced() {
        String first = upstream.write("a.yaml", "a: 1\n").commit("First");
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.empty(), Optional.of(first)));
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.of(first), Optional.of(first)));
        assertThat(repositories.tree(KEY, first, ".").files()).hasSize(1);
        String second = upstream.write("a.yaml", "a: 2\n").commit("Second");
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.of(first), Optional.of(second)));
        upstream.git("checkout", "-q", "--orphan", "fresh");
        String third = upstream.write("b.yaml", "b: 1\n").commit("Third");
        upstream.git("branch", "-f", "main", "fresh");
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.of(second), Optional.of(third)));
        assertThat(repositories.refs(KEY)).containsOnlyKeys("refs/heads/main");
    }

    @Test
    void fetch_emptyOrWithoutTheBranch_keepsWhatThereIs() {
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.empty(), Optional.empty()));
        String first = upstream.commit("First");
        fetch(file());
        upstream.git("checkout", "-q", "--detach");
        upstream.git("branch", "-q", "-m", "main", "renamed");
        assertThat(fetch(file())).isEqualTo(new Fetched(Optional.of(first), Optional.empty()));
        assertThat(repositories.tip(KEY, "main")).contains(first);
    }

    @Test
    void fetch_http_takesTheBranch() {
        try (GitServer other = GitServer.start(folder.resolve("other"))) {
            String first = upstream.write("a.yaml", "a: 1\n").commit("First");
            upstream.git("push", "-q", other.url(), "main");
            redirectWithToken(other);
            assertThat(fetch(url("/git/acme/infra.git"))).isEqualTo(new Fetched(Optional.empty(), Optional.of(first)));
            String second = upstream.write("a.yaml", "a: 2\n").commit("Second");
            upstream.git("push", "-q", other.url(), "main");
            assertThat(fetch(url("/git/acme/infra.git")))
                    .isEqualTo(new Fetched(Optional.of(first), Optional.of(second)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext::sh -c touch% /tmp/x", "ssh://-oProxyCommand=x/y", "git@github.com:x/y.git",
        "git://127.0.0.1/x", "amazon-s3://x/y", "bundle:///x", "ftp://127.0.0.1/x", "/etc", "file:relative",
        "http://user:pass@127.0.0.1/x", "http://user@127.0.0.1/x", "http://127.0.0.1/x%0ahost:y", "http://-x/y",
        "http:///x", "http://169.254.169.254/latest", "http://[::1]/x", "http://127.0.0.2/x",
        "http://2130706433/x", "http://0177.0.0.1/x", "http://127.1/x", "file:///etc", "http://127.0.0.1/x#y"})
    void fetch_urlThatIsNotAllowed_isRefusedBeforeAnyConnection(String url) {
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url));
        assertThat(repositories.refs(KEY)).isEmpty();
    }

    @Test
    void fetch_bundleFile_isNoRepository() throws IOException {
        upstream.commit("First");
        upstream.git("bundle", "create", "-q", "x.bundle", "main");
        assertThat(upstream.folder().resolve("x.bundle")).exists();
        assertFails(file() + "/x.bundle", "no repository at this URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.2:1/x/info/refs", "http://169.254.169.254/x/info/refs",
        "file:///etc/info/refs", "ftp://127.0.0.1/x/info/refs", "http://u:p@127.0.0.1/x/info/refs"})
    void fetch_redirectedWhereTheGuardForbids_isRefused(String target) {
        hostile.createContext("/x", exchange -> {
            exchange.getResponseHeaders().set("Location", target + "?service=git-upload-pack");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url("/x")));
    }

    @Test
    void fetch_redirectedInCircles_ends() {
        AtomicInteger hops = new AtomicInteger();
        hostile.createContext("/x", exchange -> {
            hops.incrementAndGet();
            exchange.getResponseHeaders().set("Location", url("/x") + "/info/refs?service=git-upload-pack");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url("/x")));
        assertThat(hops.get()).isBetween(2, 10);
    }

    @Test
    void fetch_dumbServer_isRefusedAndItsListsAreNotRead() {
        AtomicInteger requests = new AtomicInteger();
        hostile.createContext("/x", exchange -> {
            requests.incrementAndGet();
            answer(exchange, "text/plain", ("0".repeat(39) + "1\trefs/heads/main\n").getBytes(StandardCharsets.UTF_8));
        });
        assertFails(url("/x"), "no git server with the smart HTTP protocol");
        assertThat(requests).hasValue(1);
    }

    @Test
    void fetch_advertisementWithoutEnd_isCutOff() {
        hostile.createContext("/x", exchange -> endless(exchange, ADVERTISED,
                ("003f" + "0".repeat(39) + "1 refs/heads/aaaaaaaa\n").getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url("/x")));
    }

    @Test
    void fetch_drippingServer_endsAtTheDeadline() {
        hostile.createContext("/x", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", ADVERTISED);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("001e# service=git-upload-pack\n00000fff".getBytes(StandardCharsets.UTF_8));
                java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
                for (int i = 0; i < 200 && !await(never); i++) {
                    out.write('x');
                    out.flush();
                }
            }
        });
        assertFails(url("/x"), "took too long");
    }

    @Test
    void fetch_garbage_isAnErrorOfTheRemote() {
        hostile.createContext("/x",
                exchange -> answer(exchange, ADVERTISED, "garbage".repeat(100).getBytes(StandardCharsets.UTF_8)));
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url("/x")));
    }

    @Test
    void fetch_wrongOrHugePack_leavesNothing() {
        for (byte[] pack : List.of("garbage!".repeat(50).getBytes(StandardCharsets.UTF_8), bigCount())) {
            serve(pack);
            long before = size();
            assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url("/x")));
            assertThat(size()).isEqualTo(before);
            assertThat(repositories.refs(KEY)).isEmpty();
            hostile.removeContext("/x");
        }
    }

    @Test
    void fetch_objectOrPackTooLarge_isRefused() throws IOException {
        upstream.write("a", "a".repeat(200 << 10)).commit("Zeros");
        assertFails(file(), "Object too large");
        java.util.Random random = new java.util.Random(1);
        upstream.git("rm", "-q", "a");
        for (int i = 0; i < 4; i++) {
            byte[] noise = new byte[100 << 10];
            random.nextBytes(noise);
            Files.write(upstream.folder().resolve("noise" + i), noise);
        }
        upstream.git("checkout", "-q", "--orphan", "noise");
        upstream.commit("Noise");
        upstream.git("branch", "-f", "main", "noise");
        assertFails(file(), "the pack has more than 262144 bytes");
        assertThat(repositories.refs(KEY)).isEmpty();
    }

    @Test
    void fetch_sha256Repository_isRefusedClearly() {
        Path other = folder.resolve("upstream/sha256");
        GitClient.init(other, "main", "sha256").commit("First");
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(other.toUri().toString()))
                .withMessageContaining("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000eversion 2\n001aobject-format=sha256\n0000",
        "0053 %s refs/heads/main\0object-format=sha256\n0000"})
    void fetch_sha256OverHttp_isRefusedClearly(String advertisement) {
        hostile.createContext("/x", exchange -> answer(exchange, ADVERTISED,
                ("001e# service=git-upload-pack\n0000" + advertisement.formatted("1".repeat(64)))
                        .getBytes(StandardCharsets.UTF_8)));
        assertFails(url("/x"), "SHA-256");
    }

    @Test
    void fetch_gzippedListWithoutEnd_isCutOff() {
        hostile.createContext("/x", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", ADVERTISED);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            byte[] lines = ("003f" + "1".repeat(40) + " refs/heads/aaaaaaaa\n").repeat(10_000)
                    .getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = new java.util.zip.GZIPOutputStream(exchange.getResponseBody())) {
                for (int i = 0; i < 200; i++) {
                    out.write(lines);
                }
            }
        });
        assertFails(url("/x"), "the answer has more than 16777216 bytes");
    }

    @Test
    void fetch_dangerousTree_isRefused() throws Exception {
        try (RawRepository raw = new RawRepository(upstream)) {
            raw.commit("main", raw.tree(new RawRepository.Entry("100644", ".GIT", raw.blob("x"))));
        }
        assertFails(file(), "hasDotgit");
        assertThat(repositories.refs(KEY)).isEmpty();
    }

    private void assertFails(String url, String words) {
        assertThatExceptionOfType(FetchException.class).isThrownBy(() -> fetch(url)).withMessageContaining(words);
    }

    private Fetched fetch(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return fetchOpaque(e);
        }
        return repositories.fetch(KEY, uri, "main");
    }

    // What is no URI never reaches the mirror.
    private static Fetched fetchOpaque(IllegalArgumentException cause) {
        throw new FetchException("not a URL", cause);
    }

    private String file() {
        String text = upstream.folder().toUri().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + hostile.getAddress().getPort() + path;
    }

    private long size() {
        try {
            return Folders.size(root);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A pack whose header announces a billion objects. */
    private static byte[] bigCount() {
        byte[] pack = RawPush.EMPTY_PACK.clone();
        pack[8] = 0x3b;
        return pack;
    }

    /** A server of protocol version 0 that advertises one commit and answers with this pack. */
    private void serve(byte[] pack) {
        hostile.createContext("/x", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                String ref = "1".repeat(40) + " refs/heads/main\0ofs-delta side-band-64k\n";
                answer(exchange, ADVERTISED, ("001e# service=git-upload-pack\n0000"
                        + String.format("%04x", ref.length() + 4) + ref + "0000").getBytes(StandardCharsets.UTF_8));
                return;
            }
            var body = new java.io.ByteArrayOutputStream();
            body.writeBytes("0008NAK\n".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(String.format("%04x", pack.length + 5).getBytes(StandardCharsets.UTF_8));
            body.write(1);
            body.writeBytes(pack);
            body.writeBytes("0000".getBytes(StandardCharsets.UTF_8));
            answer(exchange, "application/x-git-upload-pack-result", body.toByteArray());
        });
    }

    /** Passes requests on to a server that wants a token. */
    private void redirectWithToken(GitServer other) {
        hostile.createContext("/git", exchange -> {
            URI target = URI.create("http://127.0.0.1:" + other.port() + exchange.getRequestURI());
            var request = java.net.http.HttpRequest.newBuilder(target)
                    .header("Authorization", "Bearer alice-token")
                    .method(exchange.getRequestMethod(), java.net.http.HttpRequest.BodyPublishers
                            .ofByteArray(exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("Git-Protocol", "Content-Type", "Content-Encoding")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            try (var client = java.net.http.HttpClient.newHttpClient()) {
                var answer = client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray());
                answer(exchange, answer.headers().firstValue("Content-Type").orElse("text/plain"), answer.body());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    private static boolean await(java.util.concurrent.CountDownLatch never) {
        try {
            return never.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static void endless(com.sun.net.httpserver.HttpExchange exchange, String type, byte[] line)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000_000; i++) {
                out.write(line); // fails once the other side has had enough
            }
        }
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
