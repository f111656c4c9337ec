package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.agent.TenantSecrets;
import io.headrace.forge.HubSignature;
import io.headrace.http.Calls.Answer;
import io.headrace.model.Principal;
import io.headrace.model.RecipeStep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks every route of the real server and holds each answer to the description, which in turn must all be walked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {

    private static final String LAMP = "/api/v1/runs/acme/infra/shop/lamp";
    private static final String STAGING = "/api/v1/runs/acme/infra/shop/lamp-staging";
    private static final String INFRA = "/api/v1/repositories/acme/infra";
    private static final String HELLO = "/api/v1/runs/acme/infra/hello/-/";
    private static final String BIG = "\"" + "x".repeat(300_000) + "\"";

    /** Every GET of one thing, with one of its addresses. */
    private static final List<String> THINGS = List.of("/api/v1/session", "/api/v1/tenants", "/api/v1/tenants/acme",
            "/api/v1/repositories", INFRA, INFRA + "/deliveries", INFRA + "/commits", INFRA + "/commits/COMMIT",
            "/api/v1/runs", LAMP, LAMP + "/-/attempt", LAMP + "/-/timeline", LAMP + "/-/parameters", LAMP + "/-/logs",
            LAMP + "/-/reports", LAMP + "/-/drift", LAMP + "/-/plan",
            INFRA + "/commits/COMMIT/plan", "/api/v1/instances", "/api/v1/clouds", "/api/v1/tokens", "/api/v1/audit",
            "/api/v1/tenants/acme/secrets", "/api/v1/tenants/acme/secrets/smtp",
            "/api/v3/repos/acme/infra/commits/heads/main/status",
            "/api/v3/repos/acme/infra/commits/main/statuses", "/health/live", "/health/ready");

    private final Contract contract = new Contract();
    private SeededServer server;
    private Calls alice;
    private Calls vera;
    private Calls nobody;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
        alice = Calls.by(server, "acme", "alice");
        vera = Calls.by(server, "acme", "vera");
        nobody = Calls.byNobody(server);
        alice.put("/api/v1/tenants/acme/secrets/smtp", "{\"value\":\"hunter2\"}");
    }

    @AfterAll
    void stop() {
        server.close();
        assertThat(contract.unseen()).isEmpty();
    }

    @Test
    void things_eachByItsOwner_areDescribed() {
        for (String thing : THINGS) {
            String path = thing.replace("COMMIT", server.commit);
            Answer answer = contract.check(alice.get(path));
            assertThat(answer.outcome()).as(path).isEqualTo("200");
            Answer again = contract.check(alice.get(path, "If-None-Match", answer.header("ETag")));
            assertThat(again.outcome()).as(path).isEqualTo("304");
        }
    }

    @Test
    void things_eachOfAFieldThatIsNot_areRefused() {
        for (String thing : THINGS) {
            String path = thing.replace("COMMIT", server.commit);
            if (path.startsWith("/api/v1/")) {
                assertThat(contract.check(alice.get(path + "?fields=tennant")).outcome()).as(path)
                        .isEqualTo("400 bad-parameter");
            }
        }
    }

    @Test
    void things_eachByNobody_areRefused() {
        THINGS.stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(
                        path -> assertThat(contract.check(nobody.get(path)).outcome())
                                .isEqualTo("401 unauthenticated"));
    }

    @Test
    void things_ofAnotherTenant_areNotFound() {
        for (String path : List.of("/api/v1/tenants/globex", "/api/v1/tenants/globex/secrets",
                "/api/v1/tenants/acme/secrets/none", "/api/v1/repositories/globex/shop",
                "/api/v1/repositories/globex/shop/deliveries", "/api/v1/repositories/globex/shop/commits",
                INFRA + "/commits/0000000", "/api/v1/runs/globex/shop/storefront",
                "/api/v1/runs/globex/shop/storefront/-/attempt", "/api/v1/runs/globex/shop/storefront/-/timeline",
                "/api/v1/runs/globex/shop/storefront/-/drift", "/api/v1/runs/globex/shop/storefront/-/plan",
                "/api/v1/runs/globex/shop/storefront/-/log", "/api/v1/runs/globex/shop/storefront/-/reports.zip",
                "/api/v1/repositories/globex/shop/commits/0000000/plan",
                "/api/v1/runs/globex/shop/storefront/-/parameters", "/api/v1/runs/globex/shop/storefront/-/logs",
                LAMP + "/-/logs/web.9:1:1", LAMP + "/-/reports/lb.1:1/none.tar.gz",
                "/api/v1/runs/globex/shop/storefront/-/reports", "/api/v3/repos/acme/infra/commits/none/status",
                "/api/v3/repos/acme/infra/commits/none/statuses", "/api/v1/events?tenant=globex")) {
            assertThat(contract.check(alice.get(path)).outcome()).as(path).isEqualTo("404 not-found");
        }
    }

    @Test
    void lists_ofAnotherTenantOrOfNone_areNotFound() {
        List<String> lists = Operation.all()
                .stream()
                .filter(one -> one.method().equals("GET") && one.queries().contains("tenant"))
                .map(Operation::path)
                .toList();
        assertThat(lists).contains("/api/v1/runs", "/api/v1/events", "/api/v1/audit").hasSize(7);
        for (String list : lists) {
            Answer theirs = contract.check(alice.get(list + "?tenant=globex"));
            assertThat(theirs.outcome()).as(list).isEqualTo("404 not-found");
            assertThat(alice.get(list + "?tenant=umbrella").body()).as(list).isEqualTo(theirs.body());
            assertThat(alice.head(list + "?tenant=acme&" + (list.endsWith("events") ? "follow=false" : "limit=1"))
                    .status()).as(list).isEqualTo(200);
        }
    }

    @Test
    void questions_wronglyPut_areRefused() {
        for (String path : List.of("/api/v1/runs?limit=1000000000", "/api/v1/audit?outcome=x",
                "/api/v1/runs?phase=Happy", "/api/v1/repositories?state=gone", "/api/v1/repositories?hosted=1",
                "/api/v1/events?follow=maybe", LAMP + "/-/logs/lb.1:1:1?offset=-1",
                LAMP + "/-/log?follow=1", "/api/v1/runs?commit=main", "/api/v1/runs?condition=x",
                "/api/v3/repos/acme/infra/commits/main/status?per_page=0",
                "/api/v3/repos/acme/infra/commits/main/statuses?page=x")) {
            assertThat(contract.check(alice.get(path)).outcome()).as(path).isEqualTo("400 bad-parameter");
        }
        assertThat(contract.check(alice.get(INFRA + "/commits?cursor=%21")).outcome()).isEqualTo("400 bad-cursor");
    }

    @Test
    void operations_eachWithAParameterThatItDoesNotTake_nameThoseThatItTakes() {
        Map<String, String> ids = new HashMap<>();
        Operation.all().forEach(one -> one.parameters().forEach(name -> ids.put(name, "x")));
        for (Operation one : Operation.all()) {
            if (one.path().startsWith("/api/v1/")) {
                String path = one.address(ids) + "?" + String.join("=&", one.queries()) + "&no-such=1";
                Answer answer = contract.check(alice.send(one.method(), path, HttpRequest.BodyPublishers.noBody()));
                assertThat(answer.outcome()).as(path).isEqualTo("400 unknown-parameter");
                assertThat(answer.json().path("known").valueStream().map(JsonNode::asText)).as(path)
                        .containsExactlyElementsOf(one.queries());
            }
        }
    }

    @Test
    void parameter_misspelt_isAnsweredWithTheOneThatWasMeant() {
        assertThat(contract.check(alice.get("/api/v1/clouds?tennant=acme")).json().path("detail").asText())
                .isEqualTo("there is no query parameter 'tennant'; did you mean 'tenant'? known: connector, cursor, "
                        + "fields, limit, repository, sort, tenant");
        assertThat(contract.check(alice.delete("/api/v1/session?%1B")).json().path("detail").asText())
                .isEqualTo("there is no query parameter '?'; this address takes none");
    }

    @Test
    void parameters_ofAddressesThatOthersCall_areTheirAffair() {
        for (String path : List.of("/?utm_source=mail", "/health/live?probe=1", "/metrics?job=headrace",
                "/api/v3/repos/acme/infra/commits/main/status?ref=main")) {
            assertThat(alice.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void files_logAndReport_areDownloaded() {
        Answer log = contract.check(alice.get(LAMP + "/-/logs/lb.1:1:1?offset=2"));
        assertThat(log.body()).startsWith("haproxy -c");
        Answer report = contract.check(alice.get(LAMP + "/-/reports/lb.1:1/2.tar.gz"));
        assertThat(report.body()).isEqualTo("a report");
        assertThat(contract.check(alice.get(LAMP + "/-/log")).body()).startsWith("lb.1 | + haproxy -c");
        assertThat(contract.check(alice.get(LAMP + "/-/reports.zip")).body()).startsWith("PK");
        for (String path : List.of(LAMP + "/-/logs/lb.1:1:1", LAMP + "/-/reports/lb.1:1/2.tar.gz", "/api/v1/events",
                LAMP + "/-/log", LAMP + "/-/reports.zip")) {
            assertThat(contract.check(nobody.get(path)).outcome()).isEqualTo("401 unauthenticated");
        }
        server.fixture.blobs.delete("logs/" + Seed.LAMP + "/lb.1/1/");
        assertThat(contract.check(alice.get(LAMP + "/-/logs/lb.1:1:1")).outcome()).isEqualTo("410 log-gone");
        assertThat(alice.get(LAMP + "/-/logs?instance=lb.1").json().at("/items/0/gone").asBoolean()).isTrue();
    }

    @Test
    void plan_thatIsNotThere_cannotBeApplied() {
        String path = LAMP + "/-/apply";
        String plan = "{\"plan\":\"0123456789abcdef\"}";
        contract.assertValid("apply", "Apply", plan);
        assertThat(contract.check(nobody.post(path, plan)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.post(path, plan)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.post("/api/v1/runs/globex/shop/storefront/-/apply", plan)).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.post(path, "{}")).outcome()).isEqualTo("400 bad-field");
        assertThat(contract.check(alice.post(path, "{\"plan\":" + BIG + "}")).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.post(path, bytes(plan), "Content-Type", "text/plain")).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(alice.post(path, plan)).outcome()).isEqualTo("409 nothing-proposed");
    }

    @Test
    void plan_thatIsProposed_isAppliedOnceByItsHash() {
        RunKey run = Fixture.INFRA.run("ops/asks");
        new Story(run, server.fixture.runs, server.fixture.clock)
                .ready(Blueprint.run("ops/asks", "local").node("web", 2, RecipeStep.DEPLOY).proposing().declaration(),
                        server.commit, new Principal("acme", "alice", Role.OWNER))
                .lost("web.2");
        String path = "/api/v1/runs/acme/infra/ops/asks/-/";
        JsonNode drift = contract.check(vera.get(path + "drift")).json();
        assertThat(drift.path("items").toString()).matches("\\[\\{\"instance\":\"web.2:1\",\"kind\":\"absent\","
                + "\"message\":\"its machine is absent, seen since \\S+Z\"}]");
        assertThat(drift.path("plan").path("actions").toString()).isEqualTo(
                "[{\"action\":\"replace\",\"instance\":\"web.2:1\",\"reason\":\"its machine is absent\"}]");
        String apply = "{\"plan\":\"" + drift.path("plan").path("hash").asText() + "\"}";
        assertThat(contract.check(alice.post(path + "apply", "{\"plan\":\"0\"}")).outcome())
                .isEqualTo("409 plan-changed");
        assertThat(contract.check(alice.post(path + "apply", apply)).outcome()).isEqualTo("202");
        assertThat(contract.check(alice.post(path + "apply", apply)).outcome()).isEqualTo("409 nothing-proposed");
    }

    @Test
    void session_openedAndClosed_isDescribed() {
        String token = server.token("acme", "vera").reveal();
        String login = "{\"token\":\"" + token + "\"}";
        contract.assertValid("login", "Login", login);
        Answer opened = contract.check(nobody.post("/api/v1/session", login));
        String cookie = opened.header("Set-Cookie").replaceFirst(";.*", "");
        assertThat(contract.check(nobody.post("/api/v1/session", "{}")).outcome()).isEqualTo("400 bad-field");
        assertThat(contract.check(nobody.post("/api/v1/session", "{\"token\":\"x\"}")).outcome())
                .isEqualTo("401 unauthenticated");
        assertThat(contract.check(nobody.post("/api/v1/session", bytes(login), "Content-Type", "application/json",
                "Origin", "https://evil.example")).outcome()).isEqualTo("403 origin-refused");
        assertThat(contract.check(nobody.post("/api/v1/session", BIG)).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(nobody.post("/api/v1/session", bytes(login), "Content-Type", "text/plain")).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(nobody.delete("/api/v1/session", "Cookie", cookie)).outcome())
                .isEqualTo("403 origin-refused");
        assertThat(contract.check(nobody.delete("/api/v1/session", "Cookie", cookie, "Origin",
                "https://headrace.example.org")).outcome()).isEqualTo("204");
        assertThat(contract.check(nobody.delete("/api/v1/session", "Cookie", cookie)).outcome())
                .isEqualTo("401 unauthenticated");
    }

    @Test
    void acts_each_areDescribed() {
        String path = STAGING + "/-/abort";
        assertThat(contract.check(alice.post(path, "{\"reason\":1}")).outcome()).isEqualTo("400 malformed-json");
        for (String act : List.of("abort", "cancel", "rerun")) {
            String own = STAGING + "/-/" + act;
            assertThat(contract.check(nobody.post(own)).outcome()).isEqualTo("401 unauthenticated");
            assertThat(contract.check(vera.post(own)).outcome()).isEqualTo("403 forbidden");
            assertThat(contract.check(alice.post("/api/v1/runs/globex/shop/storefront/-/" + act)).outcome())
                    .isEqualTo("404 not-found");
        }
        assertThat(contract.check(alice.post(path, "{\"reason\":" + BIG + "}")).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.post(path, bytes("{}"), "Content-Type", "text/plain")).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(alice.post(STAGING + "/-/cancel")).outcome()).isEqualTo("409 not-aborted");
        String reason = "{\"reason\":\"wrong image\"}";
        contract.assertValid("abort", "Abort", reason);
        contract.check(alice.post(path, reason));
        assertThat(alice.get(STAGING + "/-/attempt").json().path("abort").asText()).isEqualTo("wrong image");
        assertThat(contract.check(alice.post(STAGING + "/-/cancel")).outcome()).isEqualTo("200");
        assertThat(contract.check(alice.post(LAMP + "/-/rerun")).outcome()).isEqualTo("200");
        assertThat(contract.check(alice.post("/api/v1/runs/acme/infra/old-shop/-/abort")).outcome())
                .isEqualTo("409 no-open-attempt");
    }

    @Test
    void edits_each_areDescribed() {
        server.fixture.commit(Fixture.INFRA, Fixture.ALICE, "Declare hello", "runs/hello.yaml", Fixture.HELLO);
        String said = "{\"message\":\"Rest\",\"options\":[]}";
        String scaled = "{\"node\":\"main\",\"replicas\":2,\"message\":\"Grow\",\"options\":[]}";
        contract.assertValid("edit", "Edit", said);
        contract.assertValid("scale", "Scale", scaled);
        walk("suspend", said, "200 201 422");
        walk("resume", said, "200 201 422");
        walk("scale", scaled, "200 201 422");
        assertThat(contract.check(alice.post(HELLO + "scale", scaled.replace("main", "web"))).outcome())
                .isEqualTo("409 no-such-node");
        assertThat(contract.check(alice.post(HELLO + "scale", scaled.replace("2", "-1"))).outcome())
                .isEqualTo("400 bad-field");
        walk("terminate", said, "409 201 422");
        assertThat(server.fixture.git.commit(Fixture.INFRA,
                server.fixture.git.tip(Fixture.INFRA, "main").orElseThrow()).message()).isEqualTo("Rest");
    }

    private void walk(String edit, String body, String againWrittenRefused) {
        String path = HELLO + edit;
        assertThat(contract.check(nobody.post(path, body)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.post(path, body)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.post("/api/v1/runs/globex/shop/storefront/-/" + edit, body)).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.post(LAMP + "/-/" + edit, body)).outcome()).isEqualTo("409 not-declared");
        assertThat(contract.check(alice.post(path, BIG)).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.post(path, bytes(body), "Content-Type", "text/plain")).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(alice.post(path, "[]")).outcome()).isEqualTo("400 malformed-json");
        Answer refused = contract.check(alice.post(path, body.replace("[]", "[\"refuse\"]")));
        Answer written = contract.check(alice.post(path, body));
        Answer again = contract.check(alice.post(path, body));
        assertThat(again.status() + " " + written.status() + " " + refused.status()).isEqualTo(againWrittenRefused);
        assertThat(refused.json().path("problems").get(0).asText()).startsWith("runs/web.yaml:14:11: ");
        assertThat(written.json().path("commit").asText())
                .isEqualTo(server.fixture.git.tip(Fixture.INFRA, "main").orElseThrow());
    }

    @Test
    void commits_written_areDescribed() {
        String base = server.fixture.git.tip(Fixture.INFRA, "main").orElseThrow();
        String wanted = """
            {"branch":"main","base":"%s","message":"Scale web","files":[{"path":"runs/web.yaml","content":"# 3\\n"}]}
            """.formatted(base);
        contract.assertValid("write", "Write", wanted);
        String path = INFRA + "/commits";
        assertThat(contract.check(nobody.post(path, wanted)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.post(path, wanted)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.post("/api/v1/repositories/globex/shop/commits", wanted)).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.post(path, wanted.replace("# 3", "\\ud800"))).outcome())
                .isEqualTo("400 bad-field");
        assertThat(contract.check(alice.post(path, "{\"message\":\"m\",\"files\":[]}")).outcome())
                .isEqualTo("400 bad-field");
        assertThat(contract.check(alice.post(path, "{\"message\":" + BIG + "}")).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.post(path, bytes(wanted), "Content-Type", "text/yaml")).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(alice.post(path, wanted.replace("\"message\"", "\"options\":[null],\"message\"")))
                .outcome()).isEqualTo("400 bad-field");
        Answer refused = contract
                .check(alice.post(path, wanted.replace("\"message\"", "\"options\":[\"refuse\"],\"message\"")));
        assertThat(refused.outcome()).isEqualTo("422 commit-refused");
        assertThat(refused.json().path("problems").get(0).asText()).startsWith("runs/web.yaml:14:11: ");
        Answer written = contract.check(alice.post(path, wanted));
        assertThat(written.outcome()).isEqualTo("201");
        Answer stale = contract.check(alice.post(path, wanted.replace("# 3", "# 4")));
        assertThat(stale.outcome()).isEqualTo("409 stale-base");
        assertThat(stale.json().path("tip").asText()).isEqualTo(written.json().path("id").asText());
        assertThat(alice.post("/api/v1/repositories/acme/mirror/commits", wanted).outcome())
                .isEqualTo("409 not-hosted");
    }

    @Test
    void repositories_thatLeft_areShownAndRemoved() {
        server.fixture.tips.attached(new RepositoryKey("acme", "old"), () -> true);
        server.fixture.tips.attached(new RepositoryKey("initech", "left"), () -> true);
        String old = "/api/v1/repositories/acme/old";
        assertThat(contract.check(alice.get(old)).json().path("state").asText()).isEqualTo("detached");
        contract.check(alice.get("/api/v1/repositories"));
        assertThat(contract.check(nobody.delete(old + "?machines=abandon")).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.delete(old + "?machines=abandon")).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.delete("/api/v1/repositories/initech/left?machines=abandon")).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.delete("/api/v1/repositories/acme/none?machines=abandon")).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.delete(old)).outcome()).isEqualTo("400 bad-parameter");
        assertThat(contract.check(alice.delete(INFRA + "?machines=abandon")).outcome())
                .isEqualTo("409 repository-attached");
        Answer removing = contract.check(alice.delete(old + "?machines=terminate"));
        assertThat(removing.outcome()).isEqualTo("202");
        assertThat(removing.json().path("removal").path("machines").asText()).isEqualTo("terminate");
        assertThat(alice.get("/api/v1/audit?action=repository.delete&outcome=done").json().path("items"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("subject").asText()).isEqualTo("acme/old terminate"));
    }

    @Test
    void tokens_madeAndRevoked_areDescribed() {
        String wanted = "{\"member\":\"bob\"}";
        contract.assertValid("token", "TokenWanted", wanted);
        assertThat(contract.check(nobody.post("/api/v1/tokens", wanted)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.post("/api/v1/tokens", wanted)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(vera.get("/api/v1/tokens")).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(vera.get("/api/v1/audit")).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.post("/api/v1/tokens", "{\"member\":\"mallory\"}")).outcome())
                .isEqualTo("400 bad-field");
        assertThat(contract.check(alice.post("/api/v1/tokens", BIG)).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.post("/api/v1/tokens", bytes(wanted), "Content-Type", "text/plain")).outcome())
                .isEqualTo("415 unsupported-media-type");
        Answer made = contract.check(alice.post("/api/v1/tokens", wanted));
        assertThat(made.outcome()).isEqualTo("201");
        String one = "/api/v1/tokens/" + made.json().path("id").asText();
        assertThat(contract.check(nobody.delete(one)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.delete(one)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(Calls.by(server, "globex", "gina").delete(one)).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.delete(one)).outcome()).isEqualTo("204");
        assertThat(alice.delete(one).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void secrets_setAndDeleted_areDescribed() {
        String one = "/api/v1/tenants/acme/secrets/db-password";
        String wanted = "{\"value\":\"s3cr3t\"}";
        contract.assertValid("secret", "SecretWanted", wanted);
        assertThat(contract.check(nobody.put(one, wanted)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.put(one, wanted)).outcome()).isEqualTo("403 forbidden");
        assertThat(contract.check(alice.put("/api/v1/tenants/globex/secrets/x", wanted)).outcome())
                .isEqualTo("404 not-found");
        assertThat(contract.check(alice.put("/api/v1/tenants/acme/secrets/Big", wanted)).outcome())
                .isEqualTo("400 bad-parameter");
        assertThat(contract.check(alice.put(one, BIG)).outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(alice.send("PUT", one, HttpRequest.BodyPublishers.ofString("x"), "Content-Type",
                "text/plain")).outcome()).isEqualTo("415 unsupported-media-type");
        assertThat(contract.check(alice.put(one, wanted)).outcome()).isEqualTo("204");
        assertThat(contract.check(nobody.delete(one)).outcome()).isEqualTo("401 unauthenticated");
        assertThat(contract.check(vera.delete(one)).outcome()).isEqualTo("403 forbidden");
        server.fixture.story(Fixture.INFRA.run("mail"))
                .declared(Blueprint.run("mail", "local").nodeWithSecret("web", "db-password").declaration(),
                        server.commit, Fixture.ALICE);
        assertThat(contract.check(alice.delete(one)).outcome()).isEqualTo("409 secret-in-use");
        assertThat(contract.check(alice.delete(one + "?force=maybe")).outcome()).isEqualTo("400 bad-parameter");
        assertThat(contract.check(alice.delete(one + "?force=true")).outcome()).isEqualTo("204");
        assertThat(contract.check(alice.delete(one)).outcome()).isEqualTo("404 not-found");
        IntStream.range(0, TenantSecrets.MOST)
                .parallel()
                .forEach(i -> server.fixture.secrets.set("globex", "s" + i, Fixture.HOOK, Fixture.GINA));
        Calls gina = Calls.by(server, "globex", "gina");
        assertThat(contract.check(gina.put("/api/v1/tenants/globex/secrets/more", wanted)).outcome())
                .isEqualTo("409 secret-limit");
    }

    @Test
    void hooks_signedAndNot_areDescribed() {
        byte[] body = bytes("{}");
        String signature = HubSignature.sign(Fixture.HOOK, body);
        assertThat(contract.check(nobody.post("/hooks/acme.mirror", body, HubSignature.HEADER, signature)).outcome())
                .isEqualTo("202");
        assertThat(contract.check(nobody.post("/hooks/acme.mirror", body)).outcome()).isEqualTo("401 bad-signature");
        assertThat(contract.check(nobody.post("/hooks/acme.mirror", bytes(BIG), HubSignature.HEADER, signature))
                .outcome()).isEqualTo("413 too-large");
        assertThat(contract.check(nobody.post("/hooks/acme.mirror", body, HubSignature.HEADER, signature,
                "Content-Encoding", "gzip")).outcome()).isEqualTo("415 unsupported-media-type");
    }

    @Test
    void server_itself_isDescribed() {
        assertThat(contract.check(nobody.get("/metrics")).outcome()).isEqualTo("200");
        assertThat(contract.check(nobody.get("/metrics", "Via", "1.1 proxy")).outcome())
                .isEqualTo("401 unauthenticated");
        server.ready.set(false);
        assertThat(contract.check(nobody.get("/health/ready")).outcome()).isEqualTo("503 not-ready");
        server.ready.set(true);
    }

    @Test
    void events_streamed_areDescribed() throws Exception {
        List<EventStream> open = new ArrayList<>();
        try {
            for (String member : List.of("alice", "alice", "alice", "alice", "bob", "bob", "bob", "bob")) {
                open.add(EventStream.open(server, server.token("acme", member), "?after=0"));
            }
            EventStream first = open.getFirst();
            contract.check(new Answer("GET", "/api/v1/events", first.status(), first.headers(), ""));
            contract.assertValid("event", "Event", first.next().data());
            assertThat(open).extracting(EventStream::status).containsOnly(200);
            for (String path : List.of("/api/v1/events", STAGING + "/-/logs/web.1:1:1?follow=true",
                    STAGING + "/-/log?follow=true")) {
                Answer refused = contract.check(alice.get(path));
                assertThat(refused.outcome()).isEqualTo("429 too-many-readers");
                assertThat(refused.header("Retry-After")).matches("\\d+");
                assertThat(contract.check(vera.get(path)).outcome()).isEqualTo("503 too-many-readers");
            }
        } finally {
            open.forEach(EventStream::close);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
