package io.headrace.http;

import io.headrace.http.Calls.Answer;
import io.headrace.model.Secret;
import io.headrace.store.AuditFilter;
import io.headrace.store.PageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How often and how slowly somebody may send before the others are protected from it. */
@Timeout(120)
final class LimitsTest {

    private static final WebSettings.Patience SLOW = new WebSettings.Patience(1000, 1000, Duration.ofMillis(400));

    @TempDir
    Path folder;

    @Test
    void requests_ofOneCallerOverTheMeasure_waitWhileOthersPass() {
        try (SeededServer server = impatient(1, 1000)) {
            Calls alice = Calls.by(server, "acme", "alice");
            List<Answer> answers = IntStream.range(0, 40).mapToObj(_ -> alice.get("/api/v1/session")).toList();
            Answer last = answers.getLast();
            assertThat(answers.subList(0, 10)).extracting(Answer::status).containsOnly(200);
            assertThat(last.outcome()).isEqualTo("429 too-many-requests");
            assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
            assertThat(last.json().path("detail").asText()).isEqualTo(
                    "one caller may make 1 requests a second; try again after Retry-After");
            assertThat(Calls.by(server, "acme", "bob").get("/api/v1/session").status()).isEqualTo(200);
        }
    }

    @Test
    void writes_overTheMeasure_fillNoLog() {
        try (SeededServer server = impatient(1, 1000)) {
            Calls alice = Calls.by(server, "acme", "alice");
            IntStream.range(0, 40).forEach(_ -> alice.post("/api/v1/runs/acme/infra/none/-/rerun"));
            assertThat(server.fixture.audit.list(AuditFilter.ALL, PageRequest.of(null, 200)).items())
                    .hasSizeLessThan(30);
        }
    }

    @Test
    void logins_thatFailTooOften_areToldToWaitWhileGoodTokensPass() {
        try (SeededServer server = impatient(1000, 3)) {
            Calls guesser = Calls.with(server, new Secret("guessed"));
            assertThat(IntStream.range(0, 3).mapToObj(_ -> guesser.get("/api/v1/runs").outcome()))
                    .containsOnly("401 unauthenticated");
            assertThat(guesser.get("/api/v1/runs").outcome()).isEqualTo("429 too-many-requests");
            Calls nobody = Calls.byNobody(server);
            assertThat(nobody.post("/api/v1/session", "{\"token\":\"guessed\"}").header("Retry-After")).isNotEmpty();
            assertThat(nobody.post("/api/v1/session", "{\"code\":\"guessed\"}").outcome())
                    .isEqualTo("429 too-many-requests");
            assertThat(nobody.get("/api/v1/runs", "Cookie", "headrace_session=guessed").outcome())
                    .isEqualTo("429 too-many-requests");
            String pair = Base64.getEncoder().encodeToString("x:guessed".getBytes(StandardCharsets.UTF_8));
            Answer git = nobody.get("/git/acme/infra.git/info/refs?service=git-upload-pack", "Authorization",
                    "Basic " + pair);
            assertThat(git.status() + " " + git.header("Retry-After")).matches("429 \\d+");
            assertThat(nobody.get("/api/v1/runs").outcome()).isEqualTo("401 unauthenticated");
            assertThat(Calls.by(server, "acme", "alice").get("/api/v1/runs").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ", "GE", "GET /health/liv"})
    void head_thatDrips_isCutOff(String begin) throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket socket = connect(server)) {
            OutputStream out = socket.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> dead(socket, "a"));
        }
    }

    @Test
    void head_thatDripsOnAConnectionUsedBefore_isCutOff() throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket socket = connect(server)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> dead(socket, "A: b\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/session", "/hooks/acme.mirror", "/agent/v1/hello"})
    void body_thatDrips_isCutOff(String path) throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket socket = connect(server)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> dead(socket, " "));
        }
    }

    @Test
    void agent_withoutAToken_isAnsweredBeforeItsPayloadComes() throws IOException {
        try (SeededServer server = SeededServer.start(folder); Socket socket = connect(server)) {
            begin(socket, "/agent/v1/report", 1 << 20, "token=globex\n\n");
            String answer = "";
            while (!answer.endsWith("headrace 401 not the token\n")) {
                int one = socket.getInputStream().read();
                assertThat(one).as("after " + answer).isNotNegative();
                answer += (char) one;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 200000", "Transfer-Encoding: chunked"})
    void bodies_ofOneTenantOverItsShare_waitWhileShortOnesPass(String length) throws IOException {
        try (SeededServer server = SeededServer.start(folder)) {
            Calls alice = Calls.by(server, "acme", "alice");
            String large = "{\"message\":\"" + "a".repeat(150_000) + "\"}";
            String commits = "/api/v1/repositories/acme/infra/commits";
            try (Socket held = connect(server)) {
                String token = "Authorization: Bearer " + server.token("acme", "bob").reveal() + "\r\n";
                held.getOutputStream()
                        .write(("POST " + commits + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + token
                                + length + "\r\n\r\n" + "20000\r\n" + "a".repeat(0x20000) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                Awaitility.await().until(() -> alice.post(commits, large).outcome().equals("429 too-many-requests"));
                assertThat(alice.post(commits, large).header("Retry-After")).isEqualTo("1");
                assertThat(Calls.by(server, "globex", "gina")
                        .post("/api/v1/repositories/globex/shop/commits", large)
                        .outcome()).isEqualTo("503 unavailable");
                assertThat(alice.post(commits, "{\"message\":\"a\"}").outcome()).isEqualTo("400 bad-field");
            }
            Awaitility.await().until(() -> alice.post(commits, large).outcome().equals("400 bad-field"));
        }
    }

    /** Sends a request that would be so long, and of its body only that much. */
    private static void begin(Socket socket, String path, int length, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length
                        + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void connections_thatWaitBetweenRequests_areKept() throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket waiting = connect(server)) {
            head_outlivesAnother(server);
            waiting.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(waiting.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void headersTooLarge_areNamed() throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 431")
                    .contains("\"code\":\"headers-too-large\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs/acme/infra/\u00ff\u00fe", "/api/v1/runs?repository=%ff%fe", "/%c3%28",
        "/api/v1/runs/acme/infra/%f0%28%8c%28", "/api/v1/events?run=%ed%a0%80&tenant=none"})
    void bytesThatAreNotUtf8_areRefusedOrFindNothing(String path) throws IOException {
        try (SeededServer server = SeededServer.impatient(folder, SLOW); Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write(("GET " + path
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Odd: \u00ff\r\nAuthorization: Bearer "
                            + server.token("acme", "alice").reveal() + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .matches("(?s)HTTP/1.1 (200|400|404) .*")
                    .doesNotContain("Exception");
        }
    }

    /** Waits until a connection that began later, and drips, is cut off. */
    private static void head_outlivesAnother(SeededServer server) throws IOException {
        try (Socket later = connect(server)) {
            later.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> dead(later, "T"));
        }
    }

    private SeededServer impatient(int requestsPerSecond, int failedLogins) {
        return SeededServer.impatient(folder, new WebSettings.Patience(requestsPerSecond, failedLogins,
                Duration.ofSeconds(30)));
    }

    private static Socket connect(SeededServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Whether the server has closed the connection, to which some more is sent. */
    static boolean dead(Socket socket, String more) {
        try {
            socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(1);
            return socket.getInputStream().skip(Long.MAX_VALUE) >= 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
