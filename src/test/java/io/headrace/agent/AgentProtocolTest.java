package io.headrace.agent;

import io.headrace.model.Condition;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import io.headrace.model.Secret;
import io.headrace.plan.Conditions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.agent.AgentScriptTest.soon;
import static io.headrace.model.RecipeStep.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

/** The protocol in bytes, as a script that is not ours might speak it. */
final class AgentProtocolTest {

    private static final InstanceKey WEB = AgentScene.key("web.1", 1);

    private static AgentScene scene(Path folder) {
        return new AgentScene(folder)
                .declare(new Nodes().node("web", 1)
                        .input("OPTIND", "x")
                        .input("it-is", "y")
                        .outputs("text")
                        .recipe(
                                DEPLOY, "true"));
    }

    private static String say(AgentScene scene, String verb, String nonce, String rest) {
        return say(scene, verb, WEB.toString(), scene.identity.agentToken(WEB).reveal(), nonce, rest);
    }

    private static String say(AgentScene scene, String verb, String key, String token, String nonce, String rest) {
        String body = "key-of-instance=" + key + "\ntoken=" + token + "\nnonce=" + nonce + "\n" + rest;
        return new String(scene.protocol.answer(verb, body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void hello_withAnotherToken_isRefusedLikeOneOfNobody(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            String token = scene.identity.agentToken(WEB).reveal();
            assertThat(say(scene, "hello", "acme:infra:shop/lamp:web.1:1", "0".repeat(64), "n", "\n"))
                    .isEqualTo("headrace 401 not the token of acme:infra:shop/lamp:web.1:1\n");
            assertThat(say(scene, "hello", "acme:infra:shop/lamp:web.7:1", token, "n", "\n"))
                    .isEqualTo("headrace 401 not the token of acme:infra:shop/lamp:web.7:1\n");
            assertThat(say(scene, "hello", "other:infra:none:web.1:1", token, "n", "\n"))
                    .isEqualTo("headrace 401 not the token of other:infra:none:web.1:1\n");
            assertThat(say(scene, "hello", "a:b", token, "n", "\n"))
                    .isEqualTo("headrace 401 not the key of an instance\n");
            InstanceKey gone = AgentScene.key("web.7", 1);
            assertThat(say(scene, "hello", gone.toString(), scene.identity.agentToken(gone).reveal(), "n", "\n"))
                    .isEqualTo("headrace 404 there is no " + gone + "\n");
            assertThat(scene.instances()).containsExactly("web.1:1 booting");
        }
    }

    @Test
    void verbs_withAnotherTenantsKeys_answerLikeKeysOfNothing(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            InstanceKey own = new InstanceKey(new RunKey("globex", "shop", "storefront"), WEB.slot(), 1);
            InstanceKey none = new InstanceKey(new RunKey("umbrella", "lair", "zombies"), WEB.slot(), 1);
            String token = scene.identity.agentToken(own).reveal();
            say(scene, "hello", "theirs", "\n");
            soon().until(() -> scene.steps("web.1:1"), List.of("deploy waiting null")::equals);
            String before = scene.state() + " " + scene.parameters.shown(scene.state()) + " " + scene.told();
            for (String verb : AgentProtocol.VERBS) {
                for (String nonce : List.of("theirs", "own")) {
                    for (String rest : List.of("\n", "step=web.1:1:1\ncode=0\noffset=0\n\nx", "key=text\n\nx",
                            "key=web.1:text\nno-wait=1\n\nx")) {
                        assertThat(say(scene, verb, WEB.toString(), token, nonce, rest).replace(WEB.toString(), "KEY"))
                                .as(verb + " " + rest)
                                .isEqualTo(say(scene, verb, none.toString(), token, nonce, rest)
                                        .replace(none.toString(), "KEY"))
                                .isEqualTo("headrace 401 not the token of KEY\n");
                    }
                }
            }
            assertThat(scene.state() + " " + scene.parameters.shown(scene.state()) + " " + scene.told())
                    .isEqualTo(before);
        }
    }

    @Test
    void nonce_thatCameFirst_bindsAndStaysBound(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            assertThat(say(scene, "next", "first", "\n"))
                    .isEqualTo("headrace 421 no agent has said hello for " + WEB + "\n");
            assertThat(say(scene, "hello", "first", "\n")).isEqualTo("headrace 200 bound\n");
            assertThat(say(scene, "hello", "first", "\n")).isEqualTo("headrace 200 bound\n");
            assertThat(say(scene, "hello", "second", "\n"))
                    .isEqualTo("headrace 401 another agent is bound to " + WEB + "\n");
            assertThat(say(scene, "set", "second", "key=text\n\nx"))
                    .isEqualTo("headrace 401 another agent is bound to " + WEB + "\n");
            assertThat(scene.told()).filteredOn(event -> event.type().equals("agent.refused")).hasSize(1);
            assertThat(scene.parameters.shown(scene.state())).isEmpty();
        }
    }

    @Test
    void bodies_thatAreNotRequests_areRefusedClearly(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            String many = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(i -> "a" + i + "=b\n")
                    .collect(
                            java.util.stream.Collectors.joining());
            assertThat(List.of("", "\n", "nonsense", "=x\n\n", "token=x\n\n", many + "\n", "a=\0\n\n",
                    "\u00ff\n")
                    .stream()
                    .map(body -> new String(scene.protocol.answer("hello", body.getBytes(StandardCharsets.ISO_8859_1)),
                            StandardCharsets.UTF_8))
                    .map(answer -> answer.substring(0, 12)))
                    .containsExactly("headrace 400", "headrace 401", "headrace 400", "headrace 400", "headrace 401",
                            "headrace 400", "headrace 400", "headrace 400");
            assertThat(new String(scene.protocol.answer("hello", new byte[AgentProtocol.MOST_BYTES + 1]),
                    StandardCharsets.UTF_8)).isEqualTo("headrace 413 such a request has at most 1048576 bytes\n");
            assertThat(say(scene, "../x", "n", "\n")).isEqualTo("headrace 404 there is no such verb\n");
        }
    }

    @Test
    void heading_withoutTheToken_isRefusedWhateverFollows(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            String good = "key-of-instance=" + WEB + "\ntoken=" + scene.identity.agentToken(WEB).reveal()
                    + "\nnonce=n\n\n";
            assertThat(heading(scene, "report", good)).isEqualTo(new Heading.Good("acme", AgentProtocol.MOST_BYTES));
            assertThat(heading(scene, "set", good)).isEqualTo(new Heading.Good("acme", 64 << 10));
            for (String bad : List.of("", "\n", "a".repeat(9000), good.replace("token=", "token=x"))) {
                assertThat(heading(scene, "report", bad)).isInstanceOf(Heading.Refused.class);
            }
            assertThat(heading(scene, "none", good)).isInstanceOf(Heading.Refused.class);
        }
    }

    private static Heading heading(AgentScene scene, String verb, String head) {
        return scene.protocol.heading(verb, head.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fields_ofABoundAgent_areChecked(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            assertThat(say(scene, "output", "n", "step=web.1:1:7\noffset=0\n\nx"))
                    .isEqualTo("headrace 404 this instance has no step web.1:1:7\n");
            assertThat(say(scene, "report", "n", "step=web.2:1:1\noffset=0\n\nx"))
                    .isEqualTo("headrace 404 this instance has no step web.2:1:1\n");
            assertThat(say(scene, "output", "n", "step=../../x\noffset=0\n\nx"))
                    .isEqualTo("headrace 400 not the id of a step: ../../x\n");
            assertThat(say(scene, "output", "n", "step=web.1:1:1\noffset=-1\n\nx"))
                    .isEqualTo("headrace 400 the field offset is not a number\n");
            assertThat(say(scene, "output", "n", "step=web.1:1:1\noffset=9\n\nx")).isEqualTo("headrace 200 0\n");
            assertThat(say(scene, "output", "n", "step=web.1:1:1\noffset=0\nencoding=base64\n\neHl6\n"))
                    .isEqualTo("headrace 200 3\n");
            assertThat(say(scene, "output", "n", "step=web.1:1:1\noffset=1\n\nyzabc")).isEqualTo("headrace 200 6\n");
            assertThat(scene.log(WEB, 1)).isEqualTo("xyzabc");
            assertThat(say(scene, "exited", "n", "step=web.1:1:1\n\n"))
                    .isEqualTo("headrace 400 the field code is needed\n");
            for (String code : List.of("256", "4294967296", "999999999999999")) {
                assertThat(say(scene, "exited", "n", "step=web.1:1:1\ncode=" + code + "\n\n"))
                        .isEqualTo("headrace 400 the field code is not 0 to 255\n");
            }
            assertThat(say(scene, "exited", "n", "step=web.1:1:1\ncode=-1\n\n"))
                    .isEqualTo("headrace 400 the field code is not a number\n");
            assertThat(say(scene, "exited", "n", "step=web.1:1:99\ncode=3\n\n")).isEqualTo("headrace 200 noted\n");
            assertThat(say(scene, "random", "n", "size=5000\n\n"))
                    .isEqualTo("headrace 400 a random value has 1 to 4096 characters\n");
            assertThat(scene.steps("web.1:1")).containsExactly("deploy waiting null");
        }
    }

    @Test
    void environment_withNamesThatAShellMisreads_leavesThemOut(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            assertThat(say(scene, "next", "n", "\n"))
                    .matches("(?s)headrace 200 step web.1:1:1 deploy 12 [A-Za-z0-9_-]+\n.*")
                    .contains("export it_is='y'\n")
                    .doesNotContain("OPTIND")
                    .endsWith("#!/bin/sh\ntrue\n");
        }
    }

    @Test
    void step_thatNeedsASecretNobodySet_waitsForIt(@TempDir Path folder) throws Exception {
        Nodes nodes = new Nodes().node("web", 1).secretInput("key", "tls-key").recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder).declare(nodes)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            CompletableFuture<String> polled = CompletableFuture.supplyAsync(() -> say(scene, "next", "n", "\n"));
            soon().until(() -> message(scene)
                    .equals("waits for secret 'tls-key'; set it with: headrace secret set tls-key"));
            assertThat(Conditions.of(scene.state()))
                    .contains(new Condition(Condition.Type.RECONCILING, true, "SecretMissing",
                            "0 of 1 ready; executing web.1; waits for secret 'tls-key'"));
            scene.secrets.put("acme/tls-key", new Secret("p'e\nm"));
            scene.signals.run(AgentScene.LAMP);
            assertThat(polled.get(10, TimeUnit.SECONDS)).contains("export key='p'\\''e\nm'\n");
            assertThat(message(scene)).isEmpty();
            assertThat(scene.told()).filteredOn(event -> event.type().equals("secret.awaited")).hasSize(1);
        }
    }

    private static String message(AgentScene scene) {
        return Optional.ofNullable(scene.state().instances().getFirst().message()).orElse("");
    }

    @Test
    void step_thatAnAbortOvertook_isNotStarted(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            scene.abort("too late");
            assertThat(say(scene, "started", "n", "step=web.1:1:1\n\n")).isEqualTo("headrace 409 too late\n");
            assertThat(scene.steps("web.1:1")).containsExactly("deploy ended null");
        }
    }

    @Test
    void get_thatIsBlocked_isWokenWithoutPolling(@TempDir Path folder) throws Exception {
        try (AgentScene scene = scene(folder)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            long[] micros = new long[50];
            for (int i = 0; i < micros.length; i++) {
                String key = "web.1:url.service";
                scene.rows.forget(AgentScene.LAMP, "web.1:1");
                scene.protocol.forget(WEB);
                say(scene, "hello", "n", "\n");
                CompletableFuture<String> got = CompletableFuture.supplyAsync(() -> say(scene, "get", "n", "key=" + key
                        + "\n\n"));
                soon().until(() -> scene.signals.waiting() == 1);
                long start = System.nanoTime();
                assertThat(say(scene, "set", "n", "key=" + key + "\n\n" + i)).isEqualTo("headrace 200 set web.1:1\n");
                assertThat(got.get(10, TimeUnit.SECONDS)).isEqualTo("headrace 200 value\n" + i);
                micros[i] = (System.nanoTime() - start) / 1_000;
            }
            java.util.Arrays.sort(micros);
            System.out.println("set to blocked get, in the server: median " + micros[25] + " us, slowest " + micros[49]
                    + " us of 50");
        }
    }

    @Test
    void waiting_whenTheServerStops_endsAtOnce(@TempDir Path folder) throws Exception {
        CompletableFuture<String> polled;
        try (AgentScene scene = scene(folder)) {
            say(scene, "hello", "n", "\n");
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy waiting null")));
            say(scene, "started", "n", "step=web.1:1:1\n\n");
            polled = CompletableFuture.supplyAsync(() -> say(scene, "next", "n", "step=web.1:1:1\n\n"));
            soon().until(() -> scene.signals.waiting() == 1);
            scene.signals.close();
            assertThat(polled.get(5, TimeUnit.SECONDS)).isEqualTo("headrace 204 nothing\n");
        }
    }
}
