package io.headrace.http;

import io.headrace.forge.HubSignature;
import io.headrace.http.Calls.Answer;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.store.AuditFilter;
import io.headrace.store.PageRequest;
import io.headrace.store.TokenRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * Every operation of {@code schemas/openapi.yaml}, called by every role: what belongs to another tenant answers exactly
 * like what does not exist, nothing happens to it, and viewers change nothing. A new operation is covered as soon as it is
 * described.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class IsolationTest {

    private static final Set<String> VERBS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE");

    /** Streams go on for ever when they are allowed; {@link #stream_ofOneTenant_tellsNothingOfAnother} reads one. */
    private static final Set<String> STREAMS = Set.of("GET /api/v1/events");

    /** What everybody may do who has a token, or has none: they change nothing of a tenant. */
    private static final Set<String> FOR_ALL = Set.of("POST /api/v1/session", "DELETE /api/v1/session",
            "POST /hooks/{id}");

    /** What of a tenant only its owners and operators may see or change. */
    private static final Set<String> FOR_OWNERS = Set.of("GET /api/v1/tokens", "POST /api/v1/tokens",
            "DELETE /api/v1/tokens/{id}", "GET /api/v1/audit", "DELETE /api/v1/repositories/{tenant}/{repository}");

    private static final List<String> THEIRS = List.of("globex", "storefront", "gina", "Open the shop");

    private SeededServer server;
    private final Map<String, Calls> callers = new LinkedHashMap<>();
    private Calls gina;
    private Calls root;
    private Map<String, String> own = Map.of();
    private Map<String, String> theirs = Map.of();
    private Map<String, String> absent = Map.of();

    @BeforeAll
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
        for (String member : List.of("alice", "bob", "vera")) {
            callers.put(member, Calls.by(server, "acme", member));
        }
        var revoked = server.fixture.tokens.create("acme", "alice");
        server.fixture.tokens.revoke("acme", revoked.row().id());
        callers.put("revoked", Calls.with(server, revoked.token()));
        callers.put("nobody", Calls.byNobody(server));
        gina = Calls.by(server, "globex", "gina");
        root = Calls.by(server, "*", "root");
        own = ids(Seed.LAMP, "lb.1:1", server.commit, "acme.mirror", "alice");
        theirs = ids(Seed.FOREIGN, "web.1:1", server.fixture.git.tip(Fixture.SHOP, "main").orElseThrow(),
                "globex.mirror", "gina");
        absent = new HashMap<>(Map.of("tenant", "umbrella", "repository", "lair", "name", "zombies", "run", "zombies",
                "instance", "web.8:1", "step", "web.8:1:1", "file", "8.tar.gz", "member", "wesker", "principal",
                "wesker", "hooks.id", "umbrella.mirror"));
        absent.putAll(Map.of("commit", "8".repeat(40), "ref", "8".repeat(40), "id", "0badc0de", "secret",
                "umbrella-key"));
    }

    private Map<String, String> ids(RunKey run, String instance, String commit, String hook, String member) {
        RepositoryKey repository = run.repositoryKey();
        server.fixture.blobs.put("reports/" + run + "/" + instance.replace(':', '/') + "/2.tar.gz",
                new ByteArrayInputStream("a report".getBytes(StandardCharsets.UTF_8)));
        server.fixture.blobs.append("logs/" + run + "/" + instance.replace(':', '/') + "/1", 0,
                "a log".getBytes(StandardCharsets.UTF_8));
        String token = server.fixture.tokens.create(repository.tenant(), member).row().id();
        Map<String, String> ids = new HashMap<>(Map.of("tenant", repository.tenant(), "repository",
                repository.name(), "name", run.name(), "run", run.name(), "instance", instance, "step",
                instance + ":1", "file", "2.tar.gz", "member", member, "principal", member, "hooks.id", hook));
        String secret = repository.tenant() + "-key";
        Calls.by(server, repository.tenant(), member)
                .send("PUT", "/api/v1/tenants/" + repository.tenant() + "/secrets/" + secret,
                        BodyPublishers.ofString("{\"value\":\"x\"}"), "Content-Type", "application/json");
        ids.putAll(Map.of("commit", commit, "ref", commit, "id", token, "secret", secret));
        return ids;
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Operation> operations() {
        return Operation.all().stream();
    }

    static Stream<Operation> reading() {
        return operations().filter(one -> one.method().equals("GET") && !STREAMS.contains(one.toString()));
    }

    static Stream<Operation> writing() {
        return operations().filter(one -> !one.method().equals("GET") && !FOR_ALL.contains(one.toString()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void idsOfAnotherTenant_byEveryRole_answerLikeIdsOfNothing(Operation operation) {
        Map<String, ?> before = state("globex", Seed.FOREIGN);
        callers.forEach((who, caller) -> pairs(operation).forEach(pair -> {
            for (String body : who.equals("alice") ? bodies(operation) : List.of("")) {
                assertSame(operation + " by " + who, operation.method(), caller, pair,
                        body.isEmpty() ? operation.sample(theirs) : body,
                        body.isEmpty() ? operation.sample(absent) : body);
            }
        }));
        assertThat(state("globex", Seed.FOREIGN)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void verbsThatAreNotDescribed_onAnotherTenant_answerLikeOnNothing(Operation operation) {
        Map<String, ?> before = state("globex", Seed.FOREIGN);
        for (String verb : VERBS) {
            Pair pair = new Pair(operation.address(theirs), operation.address(absent));
            if (!operation.parameters().isEmpty()) {
                assertSame(verb + " " + operation.path(), verb, caller("alice"), pair, "", "");
            }
        }
        assertThat(state("globex", Seed.FOREIGN)).isEqualTo(before);
    }

    /** The first, as later the audit log tells what own members asked of others. */
    @Order(1)
    @ParameterizedTest
    @MethodSource("reading")
    void answers_toOwnQuestions_tellNothingOfAnotherTenant(Operation operation) {
        callers.forEach((who, caller) -> {
            Answer answer = caller.get(operation.address(own));
            assertThat(answer.body()).as(operation + " by " + who).doesNotContain(THEIRS);
            if (!operation.open()) {
                boolean known = !who.equals("revoked") && !who.equals("nobody");
                int refusal = FOR_OWNERS.contains(operation.toString()) && !who.equals("alice") ? 403 : 200;
                assertThat(answer.status()).as(operation + " by " + who + ": " + answer.body())
                        .isEqualTo(known ? refusal : operation.path().equals("/metrics") ? 200 : 401);
            }
        });
        assertThat(root.get(operation.address(theirs)).status()).as(operation + " by the operator").isEqualTo(200);
        // Or nothing was compared above.
        assertThat(gina.get(operation.address(theirs)).status()).as(operation + " of theirs by gina").isEqualTo(200);
        assertThat(caller("alice").get(operation.address(own)).status()).as(operation + " by alice")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("writing")
    void viewerAndStrangers_writing_areRefusedAndChangeNothing(Operation operation) {
        Map<String, ?> before = state("acme", Seed.LAMP);
        for (String body : bodies(operation)) {
            String path = operation.address(own);
            String sent = body.isEmpty() ? operation.sample(own) : body;
            assertThat(send(caller("vera"), operation.method(), path, sent).outcome()).as(operation + " by vera")
                    .isEqualTo("403 forbidden");
            for (String stranger : List.of("revoked", "nobody")) {
                assertThat(send(caller(stranger), operation.method(), path, sent).outcome())
                        .as(operation + " by " + stranger)
                        .isEqualTo("401 unauthenticated");
            }
        }
        assertThat(state("acme", Seed.LAMP)).isEqualTo(before);
    }

    /** The last, as much is changed by it. */
    @Order(Integer.MAX_VALUE)
    @ParameterizedTest
    @MethodSource("writing")
    void developer_writing_isRefusedWhatIsForOwnersAndNothingElse(Operation operation) {
        Answer answer = send(caller("bob"), operation.method(), operation.address(own), operation.sample(own));
        assertThat(answer.status() == 403).as(operation + " by bob: " + answer.body())
                .isEqualTo(FOR_OWNERS.contains(operation.toString()));
        assertThat(answer.status()).isBetween(200, 499);
    }

    /** The table of roles in {@code operating.md}, by the last word of each path. */
    @Test
    void pageOfRoles_namesEveryOperationInTheRowOfWhoMay() throws IOException {
        List<String> page = Files.readAllLines(Path.of("src/site/markdown/operating.md"));
        Stream.concat(writing(), operations().filter(one -> FOR_OWNERS.contains(one.toString()))).forEach(one -> {
            String role = FOR_OWNERS.contains(one.toString()) ? "| owner |" : "| developer |";
            String word = one.path().replaceAll("(/\\{\\w+})+$", "").replaceAll(".*/", "");
            assertThat(page.stream().filter(line -> line.startsWith(role))).as(one.toString())
                    .singleElement(STRING)
                    .contains(word);
        });
    }

    @Test
    void stream_ofOneTenant_tellsNothingOfAnother() throws Exception {
        try (EventStream stream = EventStream.open(server, server.token("acme", "vera"), "?after=0")) {
            for (int i = 0; i < 50; i++) {
                assertThat(stream.next().data()).doesNotContain(THEIRS);
            }
        }
    }

    @Test
    void git_onAnotherTenantsRepository_answersLikeOnNone() {
        Map<String, ?> before = state("globex", Seed.FOREIGN);
        for (String path : List.of("/info/refs?service=git-upload-pack", "/info/refs?service=git-receive-pack",
                "/git-upload-pack", "/git-receive-pack", "/HEAD", "/objects/info/alternates", "/config", "")) {
            for (String verb : VERBS) {
                callers.forEach((who, caller) -> {
                    for (String scheme : List.of("", ".git")) {
                        Pair pair = new Pair("/git/globex/shop" + scheme + path, "/git/umbrella/lair" + scheme + path);
                        assertSame(verb + " " + pair.theirs() + " by " + who, verb, caller, pair, "0000", "0000");
                    }
                });
            }
        }
        assertThat(gina.get("/git/globex/shop.git/info/refs?service=git-upload-pack").status()).isEqualTo(200);
        assertThat(state("globex", Seed.FOREIGN)).isEqualTo(before);
    }

    @Test
    void git_withATokenAsPassword_knowsTheSameCallers() {
        String pair = "x:" + server.token("acme", "alice").reveal();
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Calls nobody = Calls.byNobody(server);
        String refs = ".git/info/refs?service=git-upload-pack";
        assertThat(nobody.get("/git/acme/infra" + refs, "Authorization", header).status()).isEqualTo(200);
        assertThat(nobody.get("/git/globex/shop" + refs, "Authorization", header).status()).isEqualTo(404);
    }

    @Test
    void hook_ofAnotherTenantWithOnesOwnSecret_answersLikeNoHook() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = HubSignature.sign(Fixture.HOOK, body);
        Calls nobody = Calls.byNobody(server);
        Answer wrong = nobody.post("/hooks/globex.mirror", body, HubSignature.HEADER, signature);
        Answer none = nobody.post("/hooks/umbrella.mirror", body, HubSignature.HEADER, signature);
        assertThat(seen(wrong, theirs)).isEqualTo(seen(none, absent));
        assertThat(server.deliveries).doesNotContainValue("globex.mirror");
        assertThat(nobody.post("/hooks/globex.mirror", body, HubSignature.HEADER,
                HubSignature.sign(SeededServer.THEIR_HOOK, body)).status()).isEqualTo(202);
    }

    /** An address with an id of the other tenant, and the same with one of nothing. */
    private record Pair(String theirs, String absent) {}

    /** All ids theirs; each one of theirs among own ones; each of theirs as a filter. */
    private List<Pair> pairs(Operation operation) {
        List<Pair> pairs = new ArrayList<>();
        if (!operation.parameters().isEmpty() || operation.body().isPresent()) {
            pairs.add(new Pair(operation.address(theirs), operation.address(absent)));
        }
        for (String name : operation.parameters()) {
            Map<String, String> mixed = new HashMap<>(own);
            String their = operation.value(theirs, name);
            if (!their.equals(operation.value(own, name)) && !name.equals("instance") && !name.equals("step")) {
                mixed.keySet().removeIf(key -> key.endsWith("." + name));
                mixed.put(name, their);
                Map<String, String> none = new HashMap<>(mixed);
                none.put(name, operation.value(absent, name));
                pairs.add(new Pair(operation.address(mixed), operation.address(none)));
            }
        }
        for (String name : operation.queries()) {
            if (theirs.containsKey(name) && !(STREAMS.contains(operation.toString()) && !name.equals("tenant"))) {
                pairs.add(new Pair(operation.address(own) + "?" + name + "=" + theirs.get(name),
                        operation.address(own) + "?" + name + "=" + absent.get(name)));
            }
        }
        return pairs;
    }

    /** Empty stands for the sample of the schema, which holds ids. */
    private static List<String> bodies(Operation operation) {
        return operation.body().isPresent() ? List.of("", "{}", "[]", "{\"x\":1}") : List.of("");
    }

    private void assertSame(String what, String verb, Calls caller, Pair pair, String theirBody, String absentBody) {
        Answer one = send(caller, verb, pair.theirs, theirBody);
        Answer other = send(caller, verb, pair.absent, absentBody);
        assertThat(seen(one, theirs)).as("%s: %s", what, pair.theirs).isEqualTo(seen(other, absent));
        assertThat(one.status()).as("%s: %s: %s", what, pair.theirs, one.body()).isBetween(200, 499);
    }

    private static Answer send(Calls caller, String verb, String path, String body) {
        return body.isEmpty()
                ? caller.send(verb, path, BodyPublishers.noBody())
                : caller.send(verb, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    /** What a caller sees, with what it asked for itself made equal. */
    private static Map<String, String> seen(Answer answer, Map<String, String> ids) {
        Map<String, String> seen = new TreeMap<>();
        answer.headers()
                .map()
                .forEach((name, values) -> seen.put(name.toLowerCase(Locale.ROOT),
                        neutral(String.join(", ", values), ids)));
        // Whether a body that nobody read was on the wire already, and the lengths of what was asked for, differ.
        List.of("date", "connection", "content-length").forEach(seen::remove);
        seen.put(":status", Integer.toString(answer.status()));
        seen.put(":body", neutral(answer.body(), ids));
        return seen;
    }

    private static String neutral(String text, Map<String, String> ids) {
        String neutral = text;
        for (String value : ids.values().stream().sorted((a, b) -> b.length() - a.length()).toList()) {
            neutral = value.length() < 4 ? neutral : neutral.replace(value, "ID");
        }
        return neutral;
    }

    /** All that is kept of a tenant and one run of it. */
    private Map<String, ?> state(String tenant, RunKey run) {
        Fixture fixture = server.fixture;
        RepositoryKey repository = run.repositoryKey();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("run", fixture.runs.find(run));
        state.put("runs", fixture.runs.of(repository));
        state.put("refs", fixture.git.refs(repository));
        state.put("tokens", fixture.tokens.list(tenant).stream().map(TokenRow::id).toList());
        state.put("parameters", fixture.parameters.of(run));
        state.put("deliveries", Map.copyOf(server.deliveries));
        if (!tenant.equals("acme")) {
            state.put("secrets", gina.get("/api/v1/tenants/" + tenant + "/secrets").body());
            state.put("audit", fixture.audit.list(new AuditFilter(tenant, null, null, null),
                    PageRequest.of(null, 200)).items());
        }
        return state;
    }

    private Calls caller(String name) {
        return Objects.requireNonNull(callers.get(name), name);
    }
}
