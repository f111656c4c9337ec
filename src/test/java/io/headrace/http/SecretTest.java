package io.headrace.http;

import io.headrace.http.Calls.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets by the interface: who sets them, what is told of them, and that no value comes back. */
final class SecretTest {

    private static final String ALL = "/api/v1/tenants/acme/secrets";
    private static final String VALUE = "Tr0ub4dor-and-3";

    private SeededServer server;
    private Path folder = Path.of("replaced");

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = SeededServer.start(temporary);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Calls by(String tenant, String member) {
        return Calls.by(server, tenant, member);
    }

    private static String json(String value) {
        return "{\"value\":\"" + value + "\"}";
    }

    private void uses(String run, String secret) {
        server.fixture.story(Fixture.INFRA.run(run))
                .declared(Blueprint.run(run, "local").nodeWithSecret("web", secret).declaration(), server.commit,
                        Fixture.ALICE);
    }

    @Test
    void secret_set_isListedWithoutItsValue() {
        uses("mail", "smtp");
        assertThat(by("acme", "bob").put(ALL + "/smtp", json(VALUE)).outcome()).isEqualTo("204");
        Answer listed = by("acme", "vera").get(ALL);
        assertThat(listed.json().path("items")).singleElement().satisfies(one -> {
            assertThat(one.path("name").asText()).isEqualTo("smtp");
            assertThat(one.path("setBy").asText()).isEqualTo("bob");
            assertThat(one.path("usedBy")).map(run -> run.asText()).containsExactly("acme/infra/mail");
        });
        assertThat(server.fixture.rewired).containsExactly(Fixture.INFRA.run("mail"));
        assertThat(server.fixture.secrets.value("acme", "smtp").orElseThrow().reveal()).isEqualTo(VALUE);
        assertThat(server.fixture.secrets.value("globex", "smtp")).isEmpty();
    }

    @Test
    void secret_thatIsUsed_isDeletedByForceOnly() {
        uses("mail", "smtp");
        Calls alice = by("acme", "alice");
        alice.put(ALL + "/smtp", json(VALUE));
        Answer refused = alice.delete(ALL + "/smtp");
        assertThat(refused.outcome()).isEqualTo("409 secret-in-use");
        assertThat(refused.json().path("runs")).map(run -> run.asText()).containsExactly("acme/infra/mail");
        assertThat(alice.delete(ALL + "/smtp?force=true").outcome()).isEqualTo("204");
        assertThat(alice.get(ALL + "/smtp").outcome()).isEqualTo("404 not-found");
    }

    @Test
    void secret_byThoseWhoMayNot_isNeitherSetNorSeen() {
        assertThat(by("acme", "vera").put(ALL + "/smtp", json(VALUE)).outcome()).isEqualTo("403 forbidden");
        for (String path : List.of(ALL, ALL + "/smtp", "/api/v1/tenants/none/secrets")) {
            assertThat(by("globex", "gina").get(path).outcome()).isEqualTo("404 not-found");
        }
        assertThat(by("*", "root").put("/api/v1/tenants/none/secrets/smtp", json(VALUE)).outcome())
                .isEqualTo("404 not-found");
        assertThat(by("*", "root").put(ALL + "/smtp", json(VALUE)).outcome()).isEqualTo("204");
    }

    @Test
    void value_thatNoRecipeCouldGet_isRefusedWithoutBeingShown() {
        Calls alice = by("acme", "alice");
        for (String body : List.of("{}", "{\"value\":null}", json(""), json(VALUE + "\\u0000"), json(VALUE + "\\ud800"),
                json("x".repeat(16_385)), "{\"value\":" + VALUE + "}", "{\"" + VALUE + "\":1}", "{\"value\":7}")) {
            assertThat(alice.put(ALL + "/smtp", body).status()).as(body).isEqualTo(400);
        }
        for (String name : List.of("Smtp", "a_b", "-a", "a".repeat(64))) {
            assertThat(alice.put(ALL + "/" + name, json(VALUE)).outcome()).isEqualTo("400 bad-parameter");
        }
        assertThat(alice.put(ALL + "/largest", json("\\u00e9".repeat(16_384))).outcome()).isEqualTo("204");
        assertThat(alice.get("/api/v1/audit?limit=200").body()).doesNotContain(VALUE);
    }

    @Test
    void value_onceSet_isNowhere() throws IOException {
        Calls alice = by("acme", "alice");
        uses("mail", "smtp");
        alice.put(ALL + "/smtp", json(VALUE));
        alice.delete(ALL + "/smtp");
        alice.put(ALL + "/smtp", json(VALUE + "-new"));
        for (String path : List.of(ALL, ALL + "/smtp", "/api/v1/audit", "/api/v1/runs", "/api/v1/runs/acme/infra/mail",
                "/api/v1/runs/acme/infra/mail/-/parameters", "/api/v1/runs/acme/infra/mail/-/timeline")) {
            assertThat(alice.get(path).body()).as(path).doesNotContain(VALUE);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
                    .allSatisfy(file -> assertThat(text(file)).as("%s", file).doesNotContain(VALUE));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
