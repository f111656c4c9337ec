package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.http.Calls.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every list: pages, order, fields, entity tags. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListsTest {

    private static final String LAMP = "/api/v1/runs/acme/infra/shop/lamp";

    private SeededServer server;
    private Calls root;
    private Calls alice;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
        root = Calls.by(server, "*", "root");
        alice = Calls.by(server, "acme", "alice");
        alice.post(LAMP + "/-/abort");
        alice.post("/api/v1/runs/acme/infra/hello/-/rerun");
        alice.post("/api/v1/runs/acme/infra/hello/-/rerun");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Lists with a key that each can be sorted by; those from tables and those from memory. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/runs name", "/api/v1/runs -updatedAt", "/api/v1/runs phase,-name",
        "/api/v1/runs -phase,ready,name", "/api/v1/tenants -name", "/api/v1/instances -name,run",
        "/api/v1/clouds -instances", "/api/v1/repositories hosted,-name",
        "/api/v1/tokens member", "/api/v1/audit id", "/api/v1/repositories/acme/infra/commits title",
        "/api/v1/repositories/acme/infra/deliveries -tries,context", LAMP + "/-/timeline id",
        LAMP + "/-/parameters -name", LAMP + "/-/logs -step", LAMP + "/-/reports name"})
    void pages_ofOneItem_makeUpTheWholeList(String question) {
        String path = question.substring(0, question.indexOf(' '));
        String sorted = path + "?sort=" + question.substring(path.length() + 1);
        List<JsonNode> whole = items(root.get(sorted + "&limit=200"));
        assertThat(whole).isNotEmpty().doesNotHaveDuplicates();
        assertThat(pages(sorted + "&limit=1")).isEqualTo(whole);
        assertThat(pages(sorted + "&limit=3")).isEqualTo(whole);
    }

    @Test
    void order_fallingByOneKey_isTheReverse() {
        List<String> rising = texts(items(root.get("/api/v1/runs?sort=updatedAt")), "updatedAt");
        List<String> falling = texts(items(root.get("/api/v1/runs?sort=-updatedAt")), "updatedAt");
        assertThat(rising).isSorted();
        Collections.reverse(rising);
        assertThat(falling).isEqualTo(rising);
    }

    @Test
    void order_byAKeyThatIsNot_isRefusedWithThoseThatAre() {
        for (String sort : List.of("nam", "", "-", "name,", "name,-name", "name;drop table run", "document")) {
            Answer answer = root.get("/api/v1/runs?sort=" + sort.replace(" ", "%20").replace(";", "%3b"));
            assertThat(answer.outcome()).as(sort).isEqualTo(sort.isEmpty() ? "200" : "400 bad-parameter");
        }
        assertThat(root.get("/api/v1/runs?sort=nam").json().path("detail").asText()).isEqualTo(
                "sort cannot be by 'nam'; known: tenant, repository, name, phase, commit, desired, ready, attempt, "
                        + "updatedAt");
    }

    @Test
    void cursor_tamperedWithOrOfAnotherOrder_isRefused() {
        for (String list : List.of("/api/v1/runs", "/api/v1/tokens", LAMP + "/-/timeline", LAMP + "/-/logs")) {
            String cursor = root.get(list + "?limit=1").json().path("next").asText();
            for (int i = 0; i < cursor.length(); i++) {
                char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
                String tampered = cursor.substring(0, i) + other + cursor.substring(i + 1);
                assertThat(root.get(list + "?limit=1&cursor=" + tampered).outcome()).isEqualTo("400 bad-cursor");
            }
            String order = list.endsWith("timeline") ? "id" : list.endsWith("logs") ? "-step" : "-tenant";
            assertThat(root.get(list + "?sort=" + order + "&cursor=" + cursor).outcome()).isEqualTo("400 bad-cursor");
        }
    }

    @Test
    void fields_wanted_areAllThatIsLeft() {
        assertThat(root.get("/api/v1/runs?fields=name,phase&limit=1").json().path("items").path(0))
                .hasToString("{\"name\":\"billing/api\",\"phase\":\"Aborted\"}");
        assertThat(alice.get(LAMP + "?fields=name,commit").json()).hasToString(
                "{\"name\":\"shop/lamp\",\"commit\":\"" + server.commit + "\"}");
        assertThat(alice.get("/api/v1/tenants/acme?fields=name").body()).isEqualTo("{\"name\":\"acme\"}");
        assertThat(alice.get(LAMP + "/-/reports?fields=bytes").json().path("items")).hasToString("[{\"bytes\":8}]");
    }

    @Test
    void fields_ofRuns_eachAloneAreThoseOfTheWhole() {
        JsonNode whole = alice.get("/api/v1/runs").json().path("items");
        whole.path(0).fieldNames().forEachRemaining(name -> {
            JsonNode alone = alice.get("/api/v1/runs?fields=" + name).json().path("items");
            assertThat(alone.valueStream().map(one -> one.path(name))).as(name)
                    .containsExactlyElementsOf(whole.valueStream().map(one -> one.path(name)).toList());
        });
    }

    @Test
    void fields_thatAreNot_areRefusedAlsoOfAnEmptyList() {
        Answer answer = alice.get("/api/v1/runs/acme/infra/hello/-/reports?fields=size");
        assertThat(answer.outcome()).isEqualTo("400 bad-parameter");
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("fields has no 'size'; known: instance, name, bytes");
        assertThat(alice.get("/api/v1/runs?phase=Done&repository=none&fields=nodes").outcome())
                .isEqualTo("400 bad-parameter");
    }

    @Test
    void filters_eachLeaveWhatFits() {
        assertThat(texts(items(alice.get(LAMP + "/-/parameters?scope=run")), "name")).containsExactly("url");
        assertThat(texts(items(alice.get("/api/v1/repositories?hosted=false")), "name")).containsExactly("mirror");
        assertThat(texts(items(alice.get("/api/v1/repositories/acme/infra/commits?deployed=false")), "title"))
                .containsExactly("Try PHP 8.4");
        assertThat(texts(items(alice.get("/api/v1/repositories/acme/infra/deliveries?state=failure")), "context"))
                .containsExactly("headrace", "headrace/billing/api");
        assertThat(texts(items(alice.get(LAMP + "/-/timeline?type=attempt.opened")), "type"))
                .containsExactly("attempt.opened");
        assertThat(texts(items(root.get("/api/v1/runs?project=shop")), "name")).containsExactly("shop/lamp",
                "shop/lamp-staging");
        assertThat(texts(items(root.get("/api/v1/runs?cloud=paris")), "name")).containsExactly("reports/nightly",
                "shop/lamp-staging");
        assertThat(texts(items(root.get("/api/v1/runs?condition=Suspended")), "name")).containsExactly("docs/site");
        assertThat(texts(items(alice.get("/api/v1/runs?commit=" + server.commit.substring(0, 7))), "commit"))
                .isNotEmpty()
                .containsOnly(server.commit);
        assertThat(texts(items(alice.get("/api/v1/instances?cloud=paris&state=executing")), "name"))
                .containsExactly("main.1", "lb.1", "web.1", "web.2");
    }

    @Test
    void clouds_withInstances_areCounted() {
        assertThat(alice.get("/api/v1/clouds?fields=name,instances,ready").json().path("items").path(1))
                .hasToString("{\"name\":\"local\",\"instances\":7,\"ready\":7}");
        assertThat(alice.get("/api/v1/clouds?fields=name,instances,reachable,error&sort=-instances")
                .json()
                .path("items")).hasToString(
                        "[{\"name\":\"geneva\",\"instances\":8,\"reachable\":true,\"error\":null},"
                                + "{\"name\":\"local\",\"instances\":7,\"reachable\":true,\"error\":null},"
                                + "{\"name\":\"paris\",\"instances\":5,\"reachable\":false,"
                                + "\"error\":\"no route to host\"},"
                                + "{\"name\":\"sion\",\"instances\":0,\"reachable\":null,\"error\":null}]");
    }

    @Test
    void commit_withAllStatuses_saysWhetherItHasEnded() {
        String path = "/api/v1/repositories/acme/infra/commits?fields=title,state,finished";
        assertThat(alice.get(path).json().path("items")).hasToString(
                "[{\"state\":\"failure\",\"finished\":true,\"title\":\"Try PHP 8.4\"},"
                        + "{\"state\":\"pending\",\"finished\":false,"
                        + "\"title\":\"Charge in two currencies, try the new lamp on staging\"},"
                        + "{\"state\":\"success\",\"finished\":true,"
                        + "\"title\":\"Deploy the shop, billing and what they need\"}]");
    }

    @Test
    void tag_amongThoseThatTheCallerHas_isNotSentAgain() {
        String tag = alice.get("/api/v1/tenants").header("ETag");
        for (String have : List.of(tag, "\"a\", " + tag, "W/" + tag, "*")) {
            assertThat(alice.get("/api/v1/tenants", "If-None-Match", have).outcome()).as(have).isEqualTo("304");
        }
        assertThat(alice.get("/api/v1/tenants?fields=name", "If-None-Match", tag).outcome()).isEqualTo("200");
    }

    @Test
    void head_ofAnything_answersAsGetDoes() {
        for (String path : List.of("/api/v1/runs", LAMP, "/api/v1/runs/acme/infra/none", "/api/v1/none", "/health/live",
                "/assets/none.js", "/", "/api/v1/runs?limit=x", LAMP + "/-/abort")) {
            Answer get = alice.get(path);
            Answer head = alice.head(path);
            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.header("Content-Type")).as(path).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("ETag")).as(path).isEqualTo(get.header("ETag"));
        }
        assertThat(alice.head("/api/v1/events").header("Content-Type")).startsWith("text/event-stream");
    }

    private List<JsonNode> pages(String first) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = root.get(first).json();
        all.addAll(items(page));
        while (page.path("next").isTextual()) {
            page = root.get(first + "&cursor=" + page.path("next").asText()).json();
            all.addAll(items(page));
        }
        return all;
    }

    private static List<JsonNode> items(Answer answer) {
        assertThat(answer.outcome()).as(answer.path()).isEqualTo("200");
        return items(answer.json());
    }

    private static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.path("items").forEach(items::add);
        return items;
    }

    private static List<String> texts(List<JsonNode> items, String field) {
        return new ArrayList<>(items.stream().map(one -> one.path(field).asText()).toList());
    }
}
