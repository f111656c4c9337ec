package io.headrace.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.net.GuardedClient.Answer;
import io.headrace.net.GuardedClient.Bounds;
import io.headrace.net.GuardedClient.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GuardedClientTest {

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Guard loopbackOne = new Guard(
            GuardRules.publicOnly().withNetworks(List.of(Network.parse("127.0.0.1"))));
    private final GuardedClient client = new GuardedClient(loopbackOne,
            new Bounds(Duration.ofSeconds(5), Duration.ofSeconds(2), 1000, 3));
    private HttpServer server = start("127.0.0.1");
    private String url = "http://127.0.0.1:" + server.getAddress().getPort();

    private static HttpServer start(String address) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.setExecutor(workers);
        server.createContext("/plain", exchange -> answer(exchange, 200, "Location: /elsewhere", "hello"));
        server.createContext("/inside", exchange -> answer(exchange, 302, "Location: http://169.254.169.254/", ""));
        server.createContext("/file", exchange -> answer(exchange, 302, "Location: file:///etc/passwd", ""));
        server.createContext("/relative", exchange -> answer(exchange, 307, "Location: plain", ""));
        server.createContext("/loop", exchange -> answer(exchange, 301, "Location: /loop", ""));
        server.createContext("/large", exchange -> answer(exchange, 200, "X-A: b", "x".repeat(1001)));
        server.createContext("/endless", this::endless);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange, int status, String header, String body) throws IOException {
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        String[] pair = header.split(": ", 2);
        exchange.getResponseHeaders().add(pair[0], pair[1]);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write('x');
            body.flush();
            // Holds the answer open without filling it: only the bound on time can end it.
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
        }
    }

    @Test
    void answer_ofAllowedHost_isReadWhole() throws IOException {
        Answer answer = client.send(Call.get(url + "/plain"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(received).containsExactly("GET /plain []");
    }

    @Test
    void host_notAllowed_isNeverContacted() {
        Guard strict = new Guard(GuardRules.publicOnly());
        try (GuardedClient other = new GuardedClient(strict, Bounds.usual())) {
            assertThatThrownBy(() -> other.send(Call.get(url + "/plain"))).isInstanceOf(ForbiddenUrlException.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void redirect_relative_isFollowed() throws IOException {
        assertThat(client.send(Call.get(url + "/relative")).uri()).hasToString(url + "/plain");
    }

    @Test
    void redirect_toWhatIsNotAllowed_isRefused() {
        assertThatThrownBy(() -> client.send(Call.get(url + "/inside"))).isInstanceOf(ForbiddenUrlException.class);
        assertThatThrownBy(() -> client.send(Call.get(url + "/file"))).isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void redirects_withoutEnd_areGivenUp() {
        assertThatThrownBy(() -> client.send(Call.get(url + "/loop"))).isInstanceOf(IOException.class)
                .hasMessage("more than 3 redirects");
        assertThat(received).hasSize(4);
    }

    @Test
    void redirect_ofPost_isHandedToTheCaller() throws IOException {
        Answer answer = client.send(new Call("POST", url + "/relative", Map.of(), "x"));
        assertThat(answer.status()).isEqualTo(307);
        assertThat(received).hasSize(1);
    }

    @Test
    void redirect_toAnotherOrigin_losesTheCredential() throws IOException {
        server.createContext("/away", exchange -> answer(exchange, 302,
                "Location: http://localhost:" + server.getAddress().getPort() + "/plain", ""));
        Guard both = new Guard(GuardRules.publicOnly().withHosts(java.util.Set.of("localhost", "127.0.0.1")));
        try (GuardedClient other = new GuardedClient(both, Bounds.usual())) {
            other.send(new Call("GET", url + "/away", Map.of("Authorization", "Bearer x"), ""));
            other.send(new Call("GET", url + "/relative", Map.of("Authorization", "Bearer x"), ""));
        }
        assertThat(received).containsExactly("GET /away [Bearer x]", "GET /plain []", "GET /relative [Bearer x]",
                "GET /plain [Bearer x]");
    }

    @Test
    void body_overTheBound_isRefused() {
        assertThatThrownBy(() -> client.send(Call.get(url + "/large"))).isInstanceOf(IOException.class);
    }

    @Test
    void answer_thatNeverEnds_isGivenUpInTime() {
        assertThatThrownBy(() -> client.send(Call.get(url + "/endless")))
                .isInstanceOf(java.net.http.HttpTimeoutException.class)
                .hasMessage("no whole answer within 2 s");
    }
}
