package io.headrace.agent;

import io.headrace.agent.Host.Flavor;
import io.headrace.agent.Host.Result;
import io.headrace.agent.Host.Running;
import io.headrace.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.headrace.agent.AgentScriptTest.soon;
import static io.headrace.model.RecipeStep.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

/** The commands that recipes call, while the recipe of their instance runs. */
final class AgentCommandsTest {

    private static final String UNTIL_END = "until [ -e end ]; do sleep 0.2; done";

    static Stream<Flavor> flavors() {
        return AgentScriptTest.flavors();
    }

    private static Nodes webAndDb() {
        return new Nodes().node("db", 2)
                .outputs("member", "port")
                .secretOutput("password")
                .recipe(DEPLOY, UNTIL_END)
                .node("web", 1)
                .input("title", "Hello")
                .input("members", "${db.*.member}")
                .input("port", "${db.port}")
                .secretInput("key", "tls-key")
                .outputs("ready", "text")
                .recipe(DEPLOY, UNTIL_END)
                .runOutput("url", "http://${db.address}:${db.port}/");
    }

    private static Host web(AgentScene scene, Path folder, Flavor flavor) {
        scene.secrets.put("acme/tls-key", new Secret("pem"));
        Host host = Host.of(scene, folder, "web.1", 1, flavor);
        soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy running null")));
        return host;
    }

    private static Host db(AgentScene scene, Path folder, int index) {
        Host host = Host.of(scene, folder, "db." + index, 1, Flavor.USUAL);
        soon().until(() -> scene.steps("db." + index + ":1").equals(List.of("deploy running null")));
        return host;
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void set_ofHostileValues_keepsEachByte(Flavor flavor, @TempDir Path folder) {
        AgentScriptTest.assumeHere(flavor);
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb()); Host web = web(scene, folder, flavor)) {
            for (String value : List.of("", " ", "it's \"quoted\"", "$(id) `id` ${HOME} \\n \\\\", "a\nb\n\nc", "-n",
                    "--timeout", "*", "a=b\ntoken=x", "\u00e9\u4e16\ud83d\ude00", "%s%n", "x".repeat(4096))) {
                assertThat(web.command("headrace", "set", "text", value)).isEqualTo(new Result(0, "", ""));
                assertThat(web.command("ss-get", "text")).isEqualTo(new Result(0, value + "\n", ""));
                assertThat(scene.value("web.1:1", "text")).contains(value);
            }
        }
    }

    @Test
    void set_ofWhatNoParameterHolds_isRefused(@TempDir Path folder) {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL)) {
            assertThat(web.command("headrace", "set", "text", "x".repeat(4097))).isEqualTo(new Result(1, "",
                    "headrace: a value has at most 4096 characters; that of 'text' has 4097\n"));
            assertThat(web.command("ss-set", "nosuch", "x")).isEqualTo(new Result(1, "", "ss-set: node 'web' declares "
                    + "no 'nosuch'; known: address, cloud, cloudservice, generation, hostname, id, ids, index, "
                    + "instanceid, key, members, multiplicity, nodename, port, ready, ready-state, statecustom, tags, "
                    + "text, title, url.service, url.ssh\n"));
            assertThat(web.command("headrace", "set", "index", "7").err())
                    .isEqualTo("headrace: 'index' is set by the server alone\n");
            assertThat(web.command("headrace", "set", "cache:x", "7").err())
                    .isEqualTo("headrace: there is no node 'cache'; known: db, web\n");
            assertThat(web.command("headrace", "set", "web.9:text", "7").err())
                    .isEqualTo("headrace: there is no web.9; known: db.1, db.2, web.1\n");
            assertThat(web.command("headrace", "set", "te xt\nkey=y", "7").code()).isEqualTo(2);
            assertThat(web.command("headrace", "set", "$(id)", "7").err())
                    .isEqualTo("headrace: not the key of a parameter: $(id)\n");
            // A byte that is no UTF-8 comes from printf: Java passes none.
            assertThat(shell(web, "headrace set text \"$(printf '\\377')\"").err())
                    .isEqualTo("headrace: not a text in UTF-8\n");
            assertThat(scene.value("web.1:1", "text")).isEmpty();
        }
    }

    private static Result shell(Host host, String line) {
        try {
            Process process = new ProcessBuilder("sh", "-c", "PATH=" + host.home.resolve("bin") + ":$PATH; " + line)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, err);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void get_ofEachKindOfKey_findsItsValue(@TempDir Path folder) {
        try (AgentScene scene = new AgentScene(folder);
                Host web = web(scene.declare(webAndDb()), folder, Flavor.USUAL);
                Host db1 = db(scene, folder, 1);
                Host db2 = db(scene, folder, 2)) {
            assertThat(db1.command("headrace", "set", "member", "one").code()).isZero();
            assertThat(db2.command("headrace", "set", "db.2:member", "two").code()).isZero();
            assertThat(web.command("headrace", "set", "db:port", "27017").code()).isZero();
            assertThat(List.of("title", "key", "members", "port", "db:member", "db.2:member", "web:index", "db.2:id",
                    "nodename", "db:ids", "db:multiplicity", "db.2:address", "hostname", "cloud", "generation",
                    "db.1:ready-state", "run:url", "ss:state", "run:name")
                    .stream()
                    .map(key -> key + " = " + web.command("headrace", "get", "--no-wait", key).out().strip())
                    .toList()).containsExactly("title = Hello", "key = pem", "members = one two", "port = 27017",
                            "db:member = one", "db.2:member = two", "web:index = 1", "db.2:id = 2", "nodename = web",
                            "db:ids = 1,2", "db:multiplicity = 2", "db.2:address = 127.0.0.2", "hostname = 127.0.0.1",
                            "cloud = local", "generation = 1", "db.1:ready-state = executing",
                            "run:url = http://127.0.0.1:27017/", "ss:state = Executing", "run:name = shop/lamp");
            assertThat(scene.parameters.outputs(scene.state())).containsExactly(java.util.Map.entry("url",
                    "http://127.0.0.1:27017/"));
            assertThat(web.command("headrace", "all", "db", "member").out()).isEqualTo("one\ntwo\n");
            assertThat(web.command("ss-get-all", "db", "member").out()).isEqualTo("db.1:member one\ndb.2:member two\n");
            assertThat(web.command("ss-get-all", "--value", "one", "db", "member").code()).isEqualTo(1);
        }
    }

    @Test
    void get_ofAnUnsetKey_waitsAsLongAsAsked(@TempDir Path folder) {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL)) {
            assertThat(web.command("headrace", "get", "--no-wait", "text")).isEqualTo(new Result(1, "",
                    "headrace: text is not set\n"));
            assertThat(web.command("ss-get", "--noblock", "text")).isEqualTo(new Result(0, "\n", ""));
            long start = System.nanoTime();
            assertThat(web.command("ss-get", "--timeout", "2", "text")).isEqualTo(new Result(1, "",
                    "ss-get: text was not set within 2 seconds\n"));
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(2_000L);
        }
    }

    @Test
    void get_ofWhatAnInstanceSetsThatIsNotThere_doesNotCountTheWait(@TempDir Path folder) throws IOException {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL)) {
            Running get = web.start("ss-get", "--timeout", "1", "db:member");
            assertThat(web.command("headrace", "get", "--timeout", "1", "text").code()).isEqualTo(1);
            assertThat(web.command("headrace", "get", "--timeout", "1", "text").code()).isEqualTo(1);
            assertThat(get.process().isAlive()).isTrue();
            try (Host _ = db(scene, folder, 1)) {
                assertThat(get.result())
                        .isEqualTo(new Result(1, "", "ss-get: db:member was not set within 1 seconds\n"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void get_thatIsBlocked_returnsSoonAfterTheSet(Flavor flavor, @TempDir Path folder) throws IOException {
        AgentScriptTest.assumeHere(flavor);
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb()); Host web = web(scene, folder, flavor)) {
            Running get = web.start("headrace", "get", "members");
            Running port = web.start("headrace", "get", "db:port");
            // Both, and the agent itself.
            soon().until(() -> scene.signals.waiting() >= 3);
            web.command("headrace", "set", "db.1:member", "a");
            web.command("headrace", "set", "db.2:member", "b");
            assertThat(get.result()).isEqualTo(new Result(0, "a b\n", ""));
            long start = System.nanoTime();
            scene.parameters.set(scene.state(), AgentScene.key("web.1", 1), ParameterKey.parse("db:port"), "1");
            assertThat(port.result().out()).isEqualTo("1\n");
            System.out.println("set to the end of a blocked get's process: "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms (" + flavor + ")");
        }
    }

    @Test
    void get_whileItsOwnerIsReplaced_waitsForTheNewGeneration(@TempDir Path folder) throws IOException {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL);
                Host old = db(scene, folder, 1)) {
            assertThat(old.command("headrace", "set", "port", "1").code()).isZero();
            scene.lose("db.1");
            assertThat(web.command("headrace", "get", "--no-wait", "db:port").err())
                    .isEqualTo("headrace: db:port is not set\n");
            // A consumer keeps the old value of what it was wired to.
            assertThat(web.command("headrace", "get", "port").out()).isEqualTo("1\n");
            Running get = web.start("headrace", "get", "db:port");
            try (Host again = Host.of(scene, folder, "db.1", 2, Flavor.USUAL)) {
                soon().until(() -> again.text("nonce").startsWith("nonce=") && !again.text("bin/ss-get").isEmpty());
                soon().until(() -> again.command("headrace", "set", "port", "2").code() == 0);
                assertThat(get.result()).isEqualTo(new Result(0, "2\n", ""));
            }
        }
    }

    @Test
    void abort_byARecipe_failsTheOthersWithTheFirstReason(@TempDir Path folder) throws IOException {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL)) {
            Running get = web.start("headrace", "get", "text");
            soon().until(() -> scene.signals.waiting() >= 2);
            assertThat(web.command("ss-abort", "no\nmembers: 'x'").code()).isZero();
            assertThat(get.result()).isEqualTo(new Result(1, "", "headrace: aborted: no members: 'x'\n"));
            assertThat(web.command("ss-abort", "second").code()).isLessThanOrEqualTo(1);
            assertThat(web.command("ss-set", "text", "x").err()).isEqualTo("ss-set: aborted: no members: 'x'\n");
            assertThat(web.command("ss-get", "--ignore-abort", "title").out()).isEqualTo("Hello\n");
            assertThat(web.command("ss-get", "--ignore-abort", "ss:abort").out()).isEqualTo("no\nmembers: 'x'\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy ended 143")));
            assertThat(web.command("ss-cancel-abort").code()).isZero();
            assertThat(scene.state().attempt()).extracting(one -> one.number() + " " + one.aborted())
                    .isEqualTo("2 false");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy ended 143", "deploy running null")));
        }
    }

    @Test
    void get_withoutTimeout_endsWithTheAttempt(@TempDir Path folder) throws IOException {
        Nodes nodes = new Nodes().node("web", 1).outputs("text").recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host web = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            assertThat(web.command("headrace", "get", "text").err())
                    .isEqualTo("headrace: text is not set, and the attempt has ended\n");
            assertThat(web.command("headrace", "abort", "late").err())
                    .isEqualTo("headrace: no attempt is open that could be aborted\n");
        }
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void random_display_metric_reachTheServer(Flavor flavor, @TempDir Path folder) {
        AgentScriptTest.assumeHere(flavor);
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb()); Host web = web(scene, folder, flavor)) {
            assertThat(web.command("ss-random").out()).matches("[A-Za-z0-9]{12}\n");
            Result secret = web.command("ss-random", "-s", "20", "db:password");
            assertThat(secret.out()).matches("[A-Za-z0-9]{20}\n");
            assertThat(web.command("headrace", "get", "db:password")).isEqualTo(secret);
            assertThat(scene.value("db.1:1", "password")).contains("***");
            assertThat(scene.rows.find(AgentScene.LAMP, "db.1:1", "password")).get()
                    .matches(row -> row.sealed() && !row.value().contains(secret.out().strip()));
            assertThat(web.command("ss-display", "half <b>done</b>").code()).isZero();
            assertThat(scene.state().instances()).filteredOn(one -> one.id().equals("web.1:1"))
                    .extracting(one -> one.message())
                    .containsExactly("half <b>done</b>");
            assertThat(web.command("headrace", "metric", "requests", "12.5").code()).isZero();
            assertThat(scene.protocol.metrics().of(AgentScene.key("web.1", 1)))
                    .anyMatch(one -> one.name().equals("requests") && one.value() == 12.5);
            assertThat(web.command("headrace", "metric", "requests", "many").code()).isEqualTo(1);
        }
    }

    @Test
    void commands_withWrongArguments_sayHow(@TempDir Path folder) {
        try (AgentScene scene = new AgentScene(folder).declare(webAndDb());
                Host web = web(scene, folder, Flavor.USUAL)) {
            for (List<String> wrong : List.of(List.<String>of(), List.of("get"), List.of("get", "a", "b"),
                    List.of("nosuch"), List.of("set", "text"), List.of("get", "--nosuch", "text"),
                    List.of("get", "--timeout"), List.of("display"))) {
                Result result = web.command("headrace", wrong.toArray(String[]::new));
                assertThat(result.code()).as("%s", wrong).isEqualTo(2);
                assertThat(result.err()).as("%s", wrong).contains("usage: headrace get");
            }
            assertThat(web.command("headrace", "get", "--timeout", "soon", "text").err())
                    .isEqualTo("headrace: not a number of seconds: soon\n");
        }
    }
}
