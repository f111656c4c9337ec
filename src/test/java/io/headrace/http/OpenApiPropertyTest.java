package io.headrace.http;

import io.headrace.http.Calls.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of {@code schemas/openapi.yaml}, called in thousands of ways that are nearly right: whatever comes, the
 * server answers as the description says, and never that it failed itself. A new operation is covered as soon as it is
 * described.
 */
// NullAway does not know that jqwik calls start() before everything else.
@SuppressWarnings("NullAway.Init")
final class OpenApiPropertyTest {

    private static final List<Operation> OPERATIONS = Operation.all();
    private static final Contract CONTRACT = new Contract();
    private static final WebSettings.Bounds WIDE = new WebSettings.Bounds(16 << 10, 256 << 10, 64 << 10, 1 << 20, 5000,
            5000,
            new WebSettings.Patience(1 << 20, 1 << 20, Duration.ofSeconds(30)), Duration.ofSeconds(1));

    private static Path folder;
    private static SeededServer server;
    private static List<List<String>> callers;

    @BeforeContainer
    static void start() throws IOException {
        folder = Files.createTempDirectory("openapi-");
        server = SeededServer.bounded(folder, WIDE);
        server.declareHello();
        callers = List.of(bearer("acme", "alice"), bearer("*", "root"), List.of());
    }

    private static List<String> bearer(String tenant, String member) {
        return List.of("Authorization: Bearer " + server.token(tenant, member).reveal());
    }

    @AfterContainer
    static void stop() throws IOException {
        server.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // A call is drawn from its number, which cannot be made simpler.
    @Property(tries = 4000, shrinking = ShrinkingMode.OFF)
    void call_inWhateverWay_isAnsweredAsDescribed(@ForAll long number) throws IOException {
        Random random = new Random(number);
        Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        AnyCall call = AnyCall.of(operation, ids(random), callers.get(random.nextInt(callers.size())), random);
        Answer answer = Wire.exchange(server.url.getPort(), operation.method(), call.target(), call.bytes());
        assertThat(answer.status()).as("%s%nanswered %s", call, answer.body()).isBetween(200, 499);
        if (!call.elsewhere() || answer.status() >= 400) {
            CONTRACT.check(operation, answer, call.strayed(), call.toString());
        }
        if (!call.elsewhere() && !CONTRACT.allows(operation, call.body())) {
            assertThat(answer.status()).as("the schema does not allow%n%s", call).isGreaterThanOrEqualTo(400);
        }
    }

    /** What there is, that a call can be about. */
    private static Map<String, String> ids(Random random) {
        String run = Odd.any(random,
                List.of("hello", "shop/lamp", "shop/lamp-staging", "billing/api", "old-shop", "search"));
        Map<String, String> ids = new HashMap<>(Map.of("tenant", "acme", "repository", "infra", "name", run, "run", run,
                "instance", "lb.1:1", "step", "lb.1:1:1", "file", "2.tar.gz", "member", "bob", "hooks.id",
                "acme.mirror"));
        ids.putAll(Map.of("commit", server.commit, "base", server.second, "branch", "main", "ref", "heads/main", "id",
                "t0",
                "secret", "smtp", "node", "web", "fields", "name", "sort", "name", "machines", "abandon"));
        ids.putAll(Map.of("limit", "2", "offset", "3", "page", "2", "per_page", "1", "path", "runs/any.yaml"));
        return ids;
    }
}
