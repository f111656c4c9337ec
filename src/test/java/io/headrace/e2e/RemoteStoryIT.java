package io.headrace.e2e;

import io.headrace.forge.HubSignature;
import io.headrace.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A repository that lives elsewhere is followed: at the start, and at once when its webhook says that it moved. */
final class RemoteStoryIT {

    private static final String RUN = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: far}
        spec:
          outputs: [{name: said}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set said WORD
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: far}
        spec: {component: far, cloud: local}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void remoteRepository_isFollowed_andItsBadCommitsChangeNothing() throws IOException {
        try (Headrace headrace = Headrace.stopped(folder.resolve("server"))) {
            Path bare = headrace.remote();
            Files.createDirectories(bare);
            Shell.run(bare, "git", "init", "-q", "--bare", "-b", "main", ".");
            WorkingCopy copy = WorkingCopy.create(folder.resolve("copy"), bare.toString());
            copy.write("far.yaml", RUN.replace("WORD", "one")).commit("One");
            copy.push();
            headrace.start();
            awaitSaid(headrace, "one");
            WorkingCopy lost = headrace.workingCopy("lost", "far");
            lost.commit("Lost");
            assertThat(lost.tryPush("--force").text()).contains("push to file://" + bare);

            copy.write("far.yaml", RUN.replace("WORD", "two")).commit("Two");
            copy.push();
            assertThat(headrace.deliver("sha256=" + "0".repeat(64), "{}")).isEqualTo(401);
            assertThat(headrace.deliver(sign("{}"), "{}")).isEqualTo(202);
            awaitSaid(headrace, "two");

            String bad = copy.write("far.yaml", RUN.replace("component: far", "component: fer")).commit("Bad");
            copy.push();
            assertThat(headrace.deliver(sign("[]"), "[]")).isEqualTo(202);
            await().atMost(Headrace.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                            headrace.get("/api/v3/repos/acme/far/commits/" + bad + "/status").path("state").asText())
                            .isEqualTo("failure"));
            assertThat(headrace.get("/api/v1/runs/acme/far/far").path("phase").asText()).isEqualTo("Ready");
        }
    }

    private static void awaitSaid(Headrace headrace, String word) {
        await(word).atMost(Headrace.PATIENCE)
                .ignoreExceptions()
                .until(() -> headrace.get("/api/v1/runs/acme/far/far")
                        .path("outputs")
                        .path("said")
                        .asText()
                        .equals(word));
    }

    private static String sign(String body) {
        return HubSignature.sign(new Secret(Headrace.HOOK_SECRET), body.getBytes(StandardCharsets.UTF_8));
    }
}
