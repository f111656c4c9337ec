package io.headrace.agent;

import io.headrace.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.agent.AgentScriptTest.soon;
import static io.headrace.model.RecipeStep.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** User data as a machine gets it. */
final class AgentScriptUserDataTest {

    private static Process run(Path home, String userData, Map<String, String> more) throws IOException {
        Path file = Files.writeString(home.resolve("user-data"), userData);
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString()).directory(home.toFile());
        builder.environment().put("HEADRACE_HOME", home.toString());
        builder.environment().putAll(more);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("console").toFile()))
                .start();
    }

    @Test
    void userData_ofAnInstance_fitsIntoWhatCloudsTake() {
        String text = AgentScript.userData(AgentScene.key("web.1", 1), "https://headrace.example.org/",
                new Secret("f".repeat(64)));
        System.out.println("user data: " + text.length() + " bytes of 16384");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(14_000);
        assertThat(text).startsWith("#!/bin/sh\n").contains("url='https://headrace.example.org'\n");
    }

    @Test
    void userData_forAUrlThatIsNone_isRefused() {
        for (String url : List.of("ftp://x/", "http://", "http://x/'; id; '", "http://127.0.0.1@x/", "nothing")) {
            assertThatThrownBy(() -> AgentScript.userData(AgentScene.key("web.1", 1), url, new Secret("t")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void userData_whereAConnectorNamesTheFolder_runsTheAgentThere(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve("a home"));
        try (AgentScene scene = new AgentScene(folder)
                .declare(new Nodes().node("web", 1).recipe(DEPLOY, "echo $HEADRACE_ADDRESS; pwd"))) {
            String userData = AgentScript.userData(AgentScene.key("web.1", 1), scene.url(),
                    scene.identity.agentToken(AgentScene.key("web.1", 1)));
            Process agent = run(home, userData, Map.of("HEADRACE_ADDRESS", "127.1.2.3"));
            try {
                soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
                assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("127.0.0.1\n" + home + "/work\n");
                assertThat(agent.isAlive()).isTrue();
                for (String secret : List.of("credentials", "nonce", "config", "agent.log")) {
                    Path file = home.resolve(secret);
                    assertThat(!Files.exists(file) || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .equals("rw-------")).as(secret).isTrue();
                }
            } finally {
                agent.destroy();
                assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            soon().until(() -> scene.signals.waiting() == 0 || agent.descendants().findAny().isEmpty());
        }
    }

    @Test
    void agent_thatWouldShowItsToken_doesNotStart(@TempDir Path folder) throws Exception {
        for (List<String> wrong : List.of(List.of("http://localhost.example.org:8080", "curl",
                "plain HTTP to http://localhost.example.org:8080 is refused, see agents.allowPlain"),
                List.of("http://127.0.0.1.example.org", "curl",
                        "plain HTTP to http://127.0.0.1.example.org is refused, see agents.allowPlain"),
                List.of("http://headrace.example.org", "curl",
                        "plain HTTP to http://headrace.example.org is refused, see agents.allowPlain"),
                List.of("https://headrace.example.org", "busybox wget",
                        "busybox wget checks no certificate: https://headrace.example.org needs curl or GNU wget"))) {
            Path home = Files.createTempDirectory(folder, "home");
            Process agent = run(home, AgentScript.userData(AgentScene.key("web.1", 1), wrong.getFirst(), new Secret(
                    "t")), Map.of("HEADRACE_CLIENT", wrong.get(1)));
            assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(home.resolve("console")).hasContent("agent: " + wrong.getLast());
        }
    }
}
