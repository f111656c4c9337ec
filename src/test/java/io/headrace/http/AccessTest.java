package io.headrace.http;

import io.headrace.http.Calls.Answer;
import io.headrace.model.Secret;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class AccessTest {

    @TempDir
    private Path folder = Path.of("unset");
    private SeededServer server;

    @BeforeEach
    void start() {
        server = SeededServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void otherTenantsThings_onEveryVerb_answerLikeAbsentOnes() {
        Calls alice = Calls.by(server, "acme", "alice");
        for (String path : List.of("/api/v1/tenants/%s", "/api/v1/repositories/%s/shop",
                "/api/v1/repositories/%s/shop/commits", "/api/v1/repositories/%s/shop/commits/main",
                "/api/v1/runs/%s/shop/storefront", "/api/v1/runs/%s/shop/storefront/-/attempt",
                "/api/v1/runs/%s/shop/storefront/-/logs/web.1:1:1", "/api/v1/runs/%s/shop/storefront/-/abort",
                "/api/v3/repos/%s/shop/commits/main/status")) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
                Answer theirs = alice.send(method, path.formatted("globex"), BodyPublishers.noBody());
                Answer absent = alice.send(method, path.formatted("nobody"), BodyPublishers.noBody());
                assertThat(theirs.status()).as("%s %s", method, path).isEqualTo(absent.status()).isGreaterThan(399);
                assertThat(theirs.body()).as("%s %s", method, path).isEqualTo(absent.body());
            }
        }
    }

    @Test
    void runs_listed_areOnlyTheCallersOwn() {
        Calls gina = Calls.by(server, "globex", "gina");
        assertThat(gina.get("/api/v1/runs").json().findValuesAsText("tenant")).containsOnly("globex");
        assertThat(gina.get("/api/v1/runs?tenant=acme").json().path("items")).isEmpty();
        Calls root = Calls.by(server, "*", "root");
        assertThat(root.get("/api/v1/runs").json().findValuesAsText("tenant")).contains("globex", "acme");
        assertThat(root.get("/api/v1/runs?tenant=globex&repository=shop&phase=ready").json().findValuesAsText("name"))
                .containsExactly("storefront");
    }

    @Test
    void token_inAnotherForm_isTakenOnlyAsGitHubsClientsSendIt() {
        String token = server.token("acme", "alice").reveal();
        Calls nobody = Calls.byNobody(server);
        assertThat(nobody.get("/api/v1/session", "Authorization", "token " + token).outcome()).isEqualTo("200");
        for (String header : List.of("Basic " + token, token, "Bearer", "Bearer x", "Bearer " + "x".repeat(600))) {
            Answer answer = nobody.get("/api/v1/session", "Authorization", header);
            assertThat(answer.outcome()).isEqualTo("401 unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"headrace\"");
        }
    }

    @Test
    void session_itsCookie_isClosedToScriptsAndOtherSites() {
        Answer opened = login(server.token("acme", "alice"));
        assertThat(opened.header("Set-Cookie")).contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Secure");
        assertThat(opened.body()).isEqualTo("{\"tenant\":\"acme\",\"name\":\"alice\",\"role\":\"owner\"}");
    }

    @Test
    void session_actFromAnotherOrigin_isRefused() {
        String cookie = cookie(login(server.token("acme", "alice")));
        String path = "/api/v1/runs/acme/infra/shop/lamp-staging/-/abort";
        Calls browser = Calls.byNobody(server);
        String otherScheme = "https://127.0.0.1:" + server.url.getPort();
        for (String origin : List.of("https://evil.example", "null", "https://headrace.example.org.evil.example",
                "http://headrace.example.org", otherScheme, "http://127.0.0.1")) {
            assertThat(
                    browser.send("POST", path, BodyPublishers.noBody(), "Cookie", cookie, "Origin", origin).outcome())
                    .isEqualTo("403 origin-refused");
        }
        assertThat(browser.send("POST", path, BodyPublishers.noBody(), "Cookie", cookie).outcome())
                .isEqualTo("403 origin-refused");
        String own = "http://127.0.0.1:" + server.url.getPort();
        assertThat(browser.send("POST", path, BodyPublishers.noBody(), "Cookie", cookie, "Origin", own).outcome())
                .isEqualTo("200");
    }

    /** Tokens are opaque: what looks like a signed one has no claims that anybody reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"alg\":\"none\"}", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"alg\":\"RS256\",\"kid\":\"x\"}",
                "{\"alg\":\"none\",\"zip\":\"DEF\"}"})
    void token_thatLooksLikeASignedOne_isLikeAnyUnknownOne(String header) {
        for (String claims : List.of("{}", "{\"sub\":\"alice\",\"tenant\":\"acme\",\"role\":\"owner\"}",
                "{\"sub\":\"\",\"groups\":[],\"iss\":\"headrace\",\"exp\":9999999999}")) {
            for (String signature : List.of("", "c2lnbmVk")) {
                String token = base64(header) + "." + base64(claims) + "." + signature;
                Answer answer = Calls.with(server, new Secret(token)).get("/api/v1/runs");
                assertThat(answer.outcome() + ": " + answer.json().path("detail").asText())
                        .isEqualTo("401 unauthenticated: the token is unknown or was revoked");
            }
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void session_whenItsTokenIsRevoked_ends() {
        var made = server.fixture.tokens.create("acme", "alice");
        String cookie = cookie(login(made.token()));
        Calls browser = Calls.byNobody(server);
        assertThat(browser.get("/api/v1/runs", "Cookie", cookie).outcome()).isEqualTo("200");
        server.fixture.tokens.revoke("acme", made.row().id());
        assertThat(browser.get("/api/v1/runs", "Cookie", cookie).outcome()).isEqualTo("401 unauthenticated");
    }

    @Test
    void loginLink_usedTwice_opensOnce() {
        String code = server.api.loginLink(server.token("acme", "alice")).replace("/#login=", "");
        Calls browser = Calls.byNobody(server);
        assertThat(browser.post("/api/v1/session", "{\"code\":\"" + code + "\"}").outcome()).isEqualTo("200");
        assertThat(browser.post("/api/v1/session", "{\"code\":\"" + code + "\"}").outcome())
                .isEqualTo("401 unauthenticated");
    }

    @Test
    void metrics_throughAProxy_areForAnOperatorOnly() {
        Calls nobody = Calls.byNobody(server);
        assertThat(nobody.get("/metrics", "X-Forwarded-For", "127.0.0.1").outcome()).isEqualTo("401 unauthenticated");
        assertThat(Calls.by(server, "acme", "alice").get("/metrics", "Forwarded", "for=10.0.0.1").outcome())
                .isEqualTo("401 unauthenticated");
        assertThat(Calls.by(server, "*", "root").get("/metrics", "X-Forwarded-For", "10.0.0.1").outcome())
                .isEqualTo("200");
    }

    @Test
    void secrets_anywhere_areNotShown() {
        Calls alice = Calls.by(server, "acme", "alice");
        Answer parameters = alice.get("/api/v1/runs/acme/infra/shop/lamp/-/parameters");
        assertThat(parameters.body()).contains("\"value\":\"***\",\"secret\":true").doesNotContain("AXj83kLsealed");
        assertThat(alice.get("/api/v1/repositories").body()).contains("https://git.example.org/acme/mirror.git")
                .doesNotContain("hunter2")
                .doesNotContain(Fixture.HOOK.reveal());
    }

    private Answer login(Secret token) {
        return Calls.byNobody(server)
                .post("/api/v1/session",
                        ("{\"token\":\"" + token.reveal() + "\"}").getBytes(StandardCharsets.UTF_8), "Content-Type",
                        "application/json", "Origin", "https://headrace.example.org");
    }

    private static String cookie(Answer login) {
        return login.header("Set-Cookie").replaceFirst(";.*", "");
    }
}
