package io.headrace.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A repository that lives elsewhere is followed. */
final class RemoteStoryIT {

    private static final String NOTE = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: note}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              headrace display TEXT
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: note}
        spec: {component: note, cloud: local}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void remoteRepository_withCommits_isDeployedAndTakesNoPush() {
        Path remote = folder.resolve("remote");
        WorkingCopy source = WorkingCopy.create(remote, "nowhere");
        String first = source.write("note.yaml", NOTE.replace("TEXT", "one")).commit("One");
        try (Headrace headrace = Headrace.following(folder.resolve("server"), remote)) {
            awaitReady(headrace, first, "one");
            String second = source.write("note.yaml", NOTE.replace("TEXT", "two")).commit("Two");
            awaitReady(headrace, second, "two");
            source.git("remote", "set-url", "origin",
                    "http://alice:" + headrace.token() + headrace.url().replace("http://", "@") + "/git/acme/platform");
            source.commit("Three");
            assertThat(source.tryPush().text()).contains("this is a mirror");
        }
    }

    private static void awaitReady(Headrace headrace, String commit, String message) {
        await("the run of " + commit).atMost(Headrace.PATIENCE)
                .ignoreExceptionsMatching(_ -> true)
                .untilAsserted(() -> {
                    var run = headrace.get("/api/v1/runs/acme/platform/note");
                    assertThat(run.path("phase").asText()).isEqualTo("Ready");
                    assertThat(run.path("commit").asText()).isEqualTo(commit);
                    assertThat(run.findValuesAsText("message")).contains(message);
                });
    }
}
