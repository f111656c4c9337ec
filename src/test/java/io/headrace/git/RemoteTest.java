package io.headrace.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Remote repositories that mean no good: the fetch ends with a sentence, and nothing of it stays. */
@Timeout(120)
final class RemoteTest {

    private static final String TIP = "1".repeat(40);
    private static final String ADVERTISED = "application/x-git-upload-pack-advertisement";
    private static final String RESULT = "application/x-git-upload-pack-result";

    @TempDir
    Path folder = Path.of("");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Repositories repositories;

    @BeforeEach
    void open() {
        GitLimits limits = new GitLimits(1 << 20, 1 << 22, 1 << 18, 500, 50, 50, 1 << 20, Duration.ofSeconds(2));
        repositories = new Repositories(folder.resolve("git"), limits,
                new Guard(GuardRules.publicOnly().withHosts(Set.of("127.0.0.1"))), InstantSource.system());
        repositories.create(INFRA, "main");
    }

    @AfterEach
    void nothingStays() {
        threads.shutdownNow();
        assertThat(repositories.refs(INFRA)).isEmpty();
        assertThat(folder.resolve("git/.incoming")).satisfiesAnyOf(path -> assertThat(path).doesNotExist(),
                path -> assertThat(path).isEmptyDirectory());
    }

    @Test
    void remote_withACertificateOfNobody_isNotTrusted() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        assertThat(fetched(server, "https", this::advertise)).isEqualTo(
                "the other side's certificate is not one that this server trusts: "
                        + "unable to find valid certification path to requested target");
        assertThat(asked).isEmpty();
    }

    @Test
    void remote_withTheDumbProtocol_isAskedForNoFurtherFiles() throws Exception {
        assertThat(fetched(plain(), "http", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
                answer(exchange, "text/plain", TIP + "\trefs/heads/main\n");
            } else {
                answer(exchange, "text/plain", "http://169.254.169.254/objects\n/etc\n");
            }
        })).contains("no git server with the smart HTTP protocol answers there");
        assertThat(asked).containsExactly("/x.git/info/refs");
    }

    @Test
    void remote_thatAdvertisesForEver_isCutOff() throws Exception {
        assertThat(fetched(plain(), "http", exchange -> {
            OutputStream out = begin(exchange, ADVERTISED);
            out.write(packet("# service=git-upload-pack\n").getBytes(StandardCharsets.US_ASCII));
            out.write("0000".getBytes(StandardCharsets.US_ASCII));
            for (long i = 0;; i++) {
                out.write(packet(TIP + " refs/heads/x" + i + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        })).containsAnyOf("the answer has more than", "the answer took too long");
    }

    @Test
    void remote_thatDrips_isCutOffInTotalTime() throws Exception {
        assertThat(fetched(plain(), "http", exchange -> {
            OutputStream out = begin(exchange, ADVERTISED);
            out.write((packet("# service=git-upload-pack\n") + "0000").getBytes(StandardCharsets.US_ASCII));
            for (long i = 0;; i++) {
                out.write(packet(TIP + " refs/heads/x" + i + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        })).contains("the answer took too long");
    }

    @Test
    void remote_thatSendsAPackForEver_isCutOff() throws Exception {
        assertThat(fetched(plain(), "http", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                advertise(exchange);
                return;
            }
            exchange.getRequestBody().readAllBytes();
            OutputStream out = begin(exchange, RESULT);
            out.write("0008NAK\nPACK\0\0\0\2\0\0\0\100".getBytes(StandardCharsets.ISO_8859_1));
            byte[] noise = new byte[8192];
            while (true) {
                out.write(noise);
            }
        })).isNotBlank();
    }

    @Test
    void remote_thatSendsNoPack_isNamed() throws Exception {
        assertThat(fetched(plain(), "http", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                advertise(exchange);
            } else {
                exchange.getRequestBody().readAllBytes();
                answer(exchange, RESULT, "0008NAK\nno pack at all");
            }
        })).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void remote_thatSendsFewBytesForVeryMany_isCutOff() throws Exception {
        RawPack pack = new RawPack().commit();
        int base = pack.zeros(200_000, 200_000);
        for (int depth = 0; depth < 200; depth++) {
            pack.delta(base, 200_000, 200_000, 2 * depth);
            base = pack.delta(base, 200_000, 200_000, 2 * depth + 1);
        }
        assertThat(fetched(plain(), "http", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                advertise(exchange);
            } else {
                exchange.getRequestBody().readAllBytes();
                OutputStream out = begin(exchange, RESULT);
                out.write("0008NAK\n".getBytes(StandardCharsets.US_ASCII));
                out.write(pack.bytes());
                exchange.close();
            }
        })).contains("the deltas of the pack unpack to more than 16777216 bytes");
    }

    @Test
    void remote_thatRedirectsInwards_isNotFollowed() throws Exception {
        for (String inwards : List.of("http://169.254.169.254/x.git", "http://10.0.0.1/x.git", "file:///etc",
                "http://[::1]/x.git", "http://2130706433:1/x.git")) {
            assertThat(fetched(plain(), "http", exchange -> {
                exchange.getResponseHeaders().set("Location", inwards + "/info/refs?service=git-upload-pack");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            })).as(inwards).isNotBlank().doesNotContain("Exception");
        }
    }

    private void advertise(HttpExchange exchange) throws IOException {
        String id = RawPack.commitId();
        answer(exchange, ADVERTISED, packet("# service=git-upload-pack\n") + "0000"
                + packet(id + " refs/heads/main\0multi_ack_detailed no-done ofs-delta\n") + "0000");
    }

    /** Why the fetch from a server that answers so failed. */
    private String fetched(HttpServer server, String scheme, com.sun.net.httpserver.HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            handler.handle(exchange);
        });
        server.start();
        try {
            URI url = URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/x.git");
            FetchException failure = catchThrowableOfType(FetchException.class,
                    () -> repositories.fetch(INFRA, url, "main"));
            return String.valueOf(failure.getMessage());
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer plain() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        begin(exchange, type).write(body.getBytes(StandardCharsets.ISO_8859_1));
        exchange.close();
    }

    private static OutputStream begin(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static String packet(String line) {
        return String.format("%04x", line.length() + 4) + line;
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("self.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
