package io.headrace.http;

import io.headrace.forge.HubSignature;
import io.headrace.http.Calls.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadRequestTest {

    private static final String ABORT = "/api/v1/runs/acme/infra/shop/lamp-staging/-/abort";

    private SeededServer server;
    private Calls alice;
    private Calls nobody;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
        alice = Calls.by(server, "acme", "alice");
        nobody = Calls.byNobody(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}x", "{\"reason\":\"a\",\"reason\":\"b\"}", "{\"other\":1}",
        "{\"reason\":{}}", "{\"reason\":1e999999}", "\ufeff\ufeff{}", "{\"reason\":true}"})
    void json_thatIsNotWhatIsAsked_isRefused(String body) {
        Answer answer = alice.post(ABORT, body);
        assertThat(answer.outcome()).isEqualTo("400 malformed-json");
        assertThat(answer.body()).doesNotContain("io.headrace").doesNotContain("jackson").doesNotContain("java.");
    }

    @Test
    void json_nestedDeeply_isRefused() {
        assertThat(alice.post(ABORT, "[".repeat(8_000)).outcome()).isEqualTo("400 malformed-json");
        assertThat(alice.post(ABORT, "{\"reason\":" + "[".repeat(8_000)).outcome()).isEqualTo("400 malformed-json");
    }

    @Test
    void json_inACharsetThatIsNone_isRefusedForWhatItSays() {
        Answer answer = alice.post(ABORT, "[]".getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/json; charset=none");
        assertThat(answer.outcome()).isEqualTo("400 malformed-json");
    }

    @Test
    void body_chunkedWithoutEnd_isRefusedAtTheLimit() {
        var endless = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2 << 20]));
        assertThat(alice.send("POST", ABORT, endless, "Content-Type", "application/json").outcome())
                .isEqualTo("413 too-large");
    }

    @Test
    void body_compressed_isRefused() {
        assertThat(alice.post(ABORT, new byte[]{31, -117}, "Content-Type", "application/json", "Content-Encoding",
                "gzip").outcome()).isEqualTo("415 unsupported-media-type");
    }

    @Test
    void cursor_tamperedWith_isRefused() {
        for (String cursor : List.of("%00", "AAAA", "Li4vLi4vZXRjL3Bhc3N3ZA", "%27%20or%201=1--", "x".repeat(4000))) {
            assertThat(alice.get("/api/v1/runs?cursor=" + cursor).outcome()).as(cursor).isEqualTo("400 bad-cursor");
        }
    }

    @Test
    void filter_withSql_findsNothing() {
        Answer answer = alice.get("/api/v1/runs?repository=infra%27%20or%20%271%27=%271");
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs/acme/infra/../../globex/shop/storefront", "/api/v1/runs/acme/infra/%2e%2e/x",
        "/api/v1/runs/acme/infra/a%2fb", "/api/v1/runs/ACME/infra/x", "/api/v1/runs/acme/infra/" + "/",
        "/api/v1/runs/acme/infra/shop/lamp/-/reports/lb.1:1/..%2f..%2fdb.1", "/assets/..%2f..%2fHttpApi.class",
        "/api/v1/runs/acme/infra/shop/lamp/-/logs/..", "/%00", "/assets/none.js",
        "/api/v1/repositories/acme/infra/commits/..%2f..%2fHEAD"})
    void path_thatLeadsElsewhere_findsNothing(String path) throws IOException {
        // Over a plain socket: a well-behaved client would tidy the path up before it is sent.
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + server.token("acme", "alice").reveal() + "\r\n\r\n");
        assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 40[04] .*");
        assertThat(answer).contains("application/problem+json").doesNotContain("globex").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void request_thatIsNotHttp_isRefusedWithoutDetails(String request) throws IOException {
        String answer = raw(request);
        assertThat(answer).startsWith("HTTP/1.1 ")
                .doesNotContain("200 OK")
                .doesNotContain("at org.eclipse")
                .doesNotContain("Jetty");
    }

    @Test
    void headers_tooLarge_areRefused() throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: " + "a".repeat(1 << 20) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @Test
    void answers_ofAnyKind_carryTheSecurityHeaders() {
        for (String path : List.of("/", "/assets/main.js", "/api/v1/runs", "/api/v1/none", "/health/live",
                "/hooks/x")) {
            Answer answer = alice.get(path, "Origin", "https://evil.example");
            assertThat(answer.header("Content-Security-Policy")).as(path)
                    .contains("default-src 'none'",
                            "script-src 'self'", "frame-ancestors 'none'");
            assertThat(answer.header("Content-Security-Policy")).doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void reports_ofStrangers_areDownloadedAndNotShown() {
        Answer report = alice.get("/api/v1/runs/acme/infra/shop/lamp/-/reports/lb.1:1/2.tar.gz");
        assertThat(report.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(report.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void hook_withASignatureThatDoesNotFit_isRefusedLikeNoHook() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String right = HubSignature.sign(Fixture.HOOK, body);
        String absent = nobody.post("/hooks/none", body, HubSignature.HEADER, right).body();
        for (String wrong : List.of("sha256=", "sha1=" + right.substring(7), right + "0", right.substring(0, 70),
                "md5=x", right.substring(7), HubSignature.sign(Fixture.HOOK, new byte[]{1}))) {
            Answer answer = nobody.post("/hooks/acme.mirror", body, HubSignature.HEADER, wrong);
            assertThat(answer.outcome()).as(wrong).isEqualTo("401 bad-signature");
            assertThat(answer.body()).isEqualTo(absent);
        }
        assertThat(nobody.post("/hooks/acme.mirror", body, HubSignature.HEADER, right, HubSignature.HEADER, right)
                .outcome()).isEqualTo("401 bad-signature");
        assertThat(nobody.post("/hooks/acme.infra", body, HubSignature.HEADER, right).outcome())
                .isEqualTo("401 bad-signature");
        Answer read = nobody.get("/hooks/acme.mirror");
        assertThat(read.outcome() + " " + read.header("Allow")).isEqualTo("405 method-not-allowed POST");
    }

    @Test
    void hook_rightlySigned_isStoredByItsDeliveryWhateverItSays() {
        for (String body : List.of("", "not json", "{\"ref\":null}", "[".repeat(60_000))) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Answer answer = nobody.post("/hooks/acme.mirror", bytes, HubSignature.HEADER,
                    HubSignature.sign(Fixture.HOOK, bytes), "X-GitHub-Delivery", "d-" + body.length(), "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(answer.outcome()).isEqualTo("202");
        }
        assertThat(server.deliveries).containsEntry("d-0", "acme.mirror").containsEntry("d-60000", "acme.mirror");
    }

    @Test
    void agent_tooLargeABody_getsAnAnswerThatAShellCanRead() {
        Answer answer = nobody.post("/agent/v1/output", new byte[2 << 20]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("headrace 413 ");
        assertThat(nobody.post("/agent/v1/hello", new byte[3]).body()).isEqualTo("headrace 200 hello 3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
    void address_thatCannotBeDecoded_isRefusedInTheSameForm(String method) throws IOException {
        String answer = raw(method + " /api/v1/runs?%ff= HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\":\"bad-request\"");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                socket.shutdownOutput();
            } catch (IOException e) {
                // The server has already answered and closed.
                return read(socket);
            }
            return read(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines()
                .collect(Collectors.joining("\n"));
    }
}
