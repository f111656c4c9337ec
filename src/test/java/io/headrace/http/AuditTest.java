package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.model.Push;
import io.headrace.model.RefChange;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the audit log tells of what was done through the interface, and whom it tells. */
final class AuditTest {

    private static final String STAGING = "/api/v1/runs/acme/infra/shop/lamp-staging";

    private SeededServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Calls by(String tenant, String member) {
        return Calls.by(server, tenant, member);
    }

    /** Lines in the order of what was done: who, what, to what, what became of it. */
    private List<String> log(Calls caller, String query) {
        return StreamSupport.stream(caller.get("/api/v1/audit" + query).json().path("items").spliterator(), false)
                .map(AuditTest::line)
                .toList()
                .reversed();
    }

    private static String line(JsonNode one) {
        String line = one.path("principal").path("name").asText() + " " + one.path("action").asText() + " "
                + one.path("subject").asText() + " " + one.path("outcome").asText() + " "
                + one.path("reason").asText().replaceFirst(":.*", "");
        return line.strip();
    }

    @Test
    void acts_doneAndRefused_areInTheLog() {
        by("acme", "bob").post(STAGING + "/-/abort", "{\"reason\":\"wrong image\"}");
        by("acme", "bob").post(STAGING + "/-/abort");
        by("acme", "vera").post(STAGING + "/-/rerun");
        by("acme", "vera").get(STAGING);
        by("*", "root").post(STAGING + "/-/cancel");
        assertThat(log(by("acme", "alice"), "")).containsExactly(
                "bob run.abort acme/infra/shop/lamp-staging done",
                "bob run.abort acme/infra/shop/lamp-staging done",
                "vera run.rerun acme/infra/shop/lamp-staging refused forbidden",
                "root run.cancel acme/infra/shop/lamp-staging done");
        assertThat(log(by("acme", "alice"), "?principal=vera&outcome=refused")).hasSize(1);
        assertThat(log(by("acme", "alice"), "?action=run.cancel&limit=1")).hasSize(1);
    }

    @Test
    void tokensAndLogins_areInTheLogWithoutThemselves() {
        Calls alice = by("acme", "alice");
        JsonNode made = alice.post("/api/v1/tokens", "{\"member\":\"bob\"}").json();
        String token = made.path("token").asText();
        String id = made.path("id").asText();
        Calls.byNobody(server).post("/api/v1/session", "{\"token\":\"" + token + "\"}");
        Calls.byNobody(server).post("/api/v1/session", "{\"token\":\"hr_guessed\"}");
        alice.delete("/api/v1/tokens/" + id);
        assertThat(log(alice, "")).containsExactly("alice token.create acme/bob " + id + " done",
                "bob session.create  done", "alice token.delete acme/bob " + id + " done");
        assertThat(log(by("*", "root"), "?principal=nobody"))
                .containsExactly("nobody session.create  refused unauthenticated");
        assertThat(by("*", "root").get("/api/v1/audit").body()).doesNotContain(token, "hr_guessed");
    }

    @Test
    void log_ofAnotherTenant_isNotTold() {
        by("acme", "alice").post("/api/v1/runs/globex/shop/storefront/-/abort");
        by("globex", "gina").post("/api/v1/runs/globex/shop/storefront/-/rerun");
        assertThat(log(by("acme", "alice"), "?tenant=globex")).isEmpty();
        assertThat(log(by("globex", "gina"), "")).containsExactly(
                "gina run.rerun globex/shop/storefront done");
        assertThat(log(by("acme", "alice"), "")).containsExactly(
                "alice run.abort globex/shop/storefront refused not-found");
        assertThat(log(by("*", "root"), "")).hasSize(2);
        for (String member : List.of("bob", "vera")) {
            assertThat(by("acme", member).get("/api/v1/audit").outcome()).isEqualTo("403 forbidden");
        }
    }

    @Test
    void requests_ofNobody_fillNoLog() {
        Calls nobody = Calls.byNobody(server);
        nobody.post(STAGING + "/-/abort");
        for (int i = 0; i < 40; i++) {
            nobody.post("/api/v1/session", "{\"token\":\"hr_" + i + "\"}");
        }
        assertThat(log(by("*", "root"), "?limit=200")).hasSize(30);
    }

    @Test
    void pushes_byRef_areInTheLog() {
        AuditedGate gate = new AuditedGate(new Fixture.OpenGate(), server.fixture.audit);
        RefChange main = new RefChange("refs/heads/main", null, "a".repeat(40));
        RefChange gone = new RefChange("refs/heads/old", "b".repeat(40), null);
        gate.check(new Push(Fixture.INFRA, Fixture.BOB, List.of(main, gone), List.of("refuse")), _ -> {});
        gate.refused(new Push(Fixture.INFRA, Fixture.ALICE, List.of(), List.of()), "no");
        assertThat(log(by("acme", "alice"), "")).containsExactly(
                "bob push acme/infra refs/heads/main " + "a".repeat(40) + " refused 1 problem in the blueprints",
                "bob push acme/infra refs/heads/old deleted done", "alice push acme/infra refused no");
    }

    @Test
    void action_ofARoute_isANounAndAVerb() {
        assertThat(AuditTrail.action("POST", "/api/v1/runs/{tenant}/{repository}/<name>/-/abort"))
                .isEqualTo("run.abort");
        assertThat(AuditTrail.action("DELETE", "/api/v1/repositories/{tenant}/{repository}"))
                .isEqualTo("repository.delete");
        assertThat(AuditTrail.action("PUT", "/api/v1/tenants/{tenant}/secrets/{name}")).isEqualTo("secret.set");
    }
}
