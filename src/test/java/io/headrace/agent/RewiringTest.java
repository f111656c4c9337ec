package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.agent.AgentScriptTest.soon;
import static io.headrace.model.RecipeStep.DEPLOY;
import static io.headrace.model.RecipeStep.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** What a changed value means for those to whom it is wired. */
final class RewiringTest {

    private static final InstanceKey DB = AgentScene.key("db.1", 1);
    private static final InstanceKey WEB = AgentScene.key("web.1", 1);

    private static AgentScene scene(Path folder) {
        AgentScene scene = new AgentScene(folder);
        scene.secrets.put("acme/tls-key", new Secret("pem"));
        scene.declare(new Nodes().node("db", 1)
                .outputs("url")
                .recipe(DEPLOY, "true")
                .node("web", 1)
                .input("database", "at ${db.url}")
                .secretInput("key", "tls-key")
                .recipe(DEPLOY, "true")
                .recipe(UPDATE, "true"));
        deploys(scene, DB, "db.1:1:1");
        say(scene, DB, "set", "key=url\n\none");
        deploys(scene, WEB, "web.1:1:1");
        return scene;
    }

    private static void deploys(AgentScene scene, InstanceKey key, String step) {
        say(scene, key, "hello", "\n");
        String id = key.slot() + ":" + key.generation();
        soon().until(() -> scene.steps(id).equals(java.util.List.of("deploy waiting null")));
        say(scene, key, "started", "step=" + step + "\n\n");
        say(scene, key, "exited", "step=" + step + "\ncode=0\n\n");
        soon().until(() -> scene.instances().contains(id + " ready"));
    }

    private static String say(AgentScene scene, InstanceKey key, String verb, String rest) {
        String body = "key-of-instance=" + key + "\ntoken=" + scene.identity.agentToken(key).reveal() + "\nnonce=n\n"
                + rest;
        return new String(scene.protocol.answer(verb, body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void value_setAgain_runsUpdateWithIt(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            say(scene, DB, "set", "key=url\n\none");
            assertThat(scene.steps("web.1:1")).as("the same value").containsExactly("deploy succeeded 0");
            say(scene, DB, "set", "key=url\n\ntwo");
            soon().until(() -> scene.steps("web.1:1").contains("update waiting null"));
            assertThat(say(scene, WEB, "next", "\n")).startsWith("headrace 200 step web.1:1:2 update")
                    .contains("export database='at two'\n");
            assertThat(scene.steps("db.1:1")).containsExactly("deploy succeeded 0");
        }
    }

    @Test
    void secret_rotated_runsUpdateWithIt(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            scene.secrets.put("acme/tls-key", new Secret("pem of 2027"));
            scene.rewiring.renew(AgentScene.LAMP);
            soon().until(() -> scene.steps("web.1:1").contains("update waiting null"));
            assertThat(say(scene, WEB, "next", "\n")).contains("export key='pem of 2027'\n");
            assertThat(scene.state().toString()).doesNotContain("pem");
        }
    }

    @Test
    void generation_thatIsNew_changesTheValueWhenItHasSetIt(@TempDir Path folder) {
        try (AgentScene scene = scene(folder)) {
            scene.lose("db.1");
            assertThat(scene.steps("web.1:1")).as("the old value is kept").containsExactly("deploy succeeded 0");
            say(scene, AgentScene.key("db.1", 2), "hello", "\n");
            say(scene, AgentScene.key("db.1", 2), "set", "key=url\n\none");
            assertThat(scene.steps("web.1:1")).as("the same value again").containsExactly("deploy succeeded 0");
            say(scene, AgentScene.key("db.1", 2), "set", "key=url\n\nthree");
            soon().until(() -> scene.steps("web.1:1").contains("update waiting null"));
        }
    }
}
