package io.headrace.net;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.headrace.model.Secret;
import io.headrace.net.DirectClient.Answer;
import io.headrace.net.DirectClient.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DirectClientTest {

    private static final Secret TOKEN = new Secret("hr_mine");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder = Path.of("unset");
    @SuppressWarnings("NullAway.Init")
    private static HttpsServer server;
    private static String url = "";

    /** A server with a certificate of its own making, which answers with the token and redirects from /away. */
    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1",
                "-validity", "2", "-storetype", "PKCS12");
        keytool("-exportcert", "-rfc", "-alias", "a", "-file", folder.resolve("ca.pem").toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] body = exchange.getRequestHeaders().getFirst("Authorization").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/away") ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void server_whoseCertificateIsGiven_isTrustedAndGetsTheToken() throws IOException {
        Answer answer = get(url + "/", folder.resolve("ca.pem"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Bearer hr_mine");
        assertThat(answer.header("LOCATION")).contains("/elsewhere");
    }

    @Test
    void redirect_isNotFollowed() throws IOException {
        assertThat(get(url + "/away", folder.resolve("ca.pem")).status()).isEqualTo(302);
    }

    @Test
    void server_withAnUnknownCertificate_isRefused() {
        assertThatThrownBy(() -> get(url + "/", null)).isInstanceOf(IOException.class)
                .hasMessage("its certificate is not trusted; --cacert FILE trusts its authority");
    }

    @Test
    void authorities_thatCannotBeUsed_areNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> get(url, empty)).hasMessage(empty + " holds no certificate in PEM");
        Path absent = folder.resolve("absent.pem");
        assertThatThrownBy(() -> get(url, absent)).hasMessage("there is no file " + absent);
    }

    @Test
    void server_thatIsNotThere_isSaidInAFewWords() {
        assertThatThrownBy(() -> get("http://127.0.0.1:1", null))
                .hasMessage("connection refused; is the server running?");
        assertThatThrownBy(() -> get("http://headrace.invalid", null)).hasMessage("no such host");
    }

    private static Answer get(String address, @Nullable Path authorities) throws IOException {
        try (DirectClient client = new DirectClient(TOKEN, authorities)) {
            return client.send(new Call("GET", URI.create(address), Map.of("Accept", "text/plain"), ""));
        }
    }

    private static SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(
                java.util.List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
