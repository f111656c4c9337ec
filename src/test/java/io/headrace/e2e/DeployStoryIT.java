package io.headrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A push becomes processes, and the commit is answered. */
final class DeployStoryIT {

    private static final String TWO_NODES = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: server}
        spec:
          outputs: [{name: greeting}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set greeting "hello from $HEADRACE_INSTANCE"
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: client}
        spec:
          inputs: [{name: greeting, type: string}]
          outputs: [{name: heard}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set heard "$(headrace get greeting)"
              echo "heard it"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: talk}
        spec:
          nodes:
            server: {component: server, replicas: 2}
            client: {component: client, inputs: {greeting: "${server.greeting}"}}
          outputs: {answer: "${client.heard}!"}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: talk}
        spec: {application: talk, cloud: local}
        """;

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static Headrace headrace;
    @SuppressWarnings("NullAway.Init")
    private static WorkingCopy copy;
    private static String commit = "";
    private static String terminal = "";

    @BeforeAll
    static void push() {
        headrace = Headrace.start(folder.resolve("server"));
        copy = headrace.workingCopy("copy");
        commit = copy.write("talk.yaml", TWO_NODES).commit("Talk");
        terminal = copy.push("-o", "wait");
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void push_thatWaits_showsPlanProgressAndResult() {
        assertThat(terminal).contains("talk: create client.1 server.1 server.2")
                .contains("step.started")
                .contains("talk: Ready, 3 of 3 instances ready");
    }

    @Test
    void run_hasReadyInstancesAndOutputs() {
        JsonNode run = headrace.run("talk");
        assertThat(run.path("phase").asText()).isEqualTo("Ready");
        assertThat(run.path("commit").asText()).isEqualTo(commit);
        assertThat(run.path("instances")).hasToString("{\"desired\":3,\"ready\":3}");
        assertThat(run.path("outputs").path("answer").asText()).isEqualTo("hello from server.1!");
        assertThat(run.findValuesAsText("state")).containsOnly("ready");
    }

    @Test
    void commit_isAnsweredOncePerRunAndAsAWhole() {
        assertThat(headrace.awaitStatus(commit, "headrace/talk", "success")).isEqualTo("3 of 3 instances ready");
        assertThat(headrace.history(commit, "headrace/talk")).startsWith("pending")
                .endsWith("success")
                .containsOnlyOnce("success");
        assertThat(headrace.awaitStatus(commit, "headrace", "success")).isEqualTo(
                "1 run: 3 to create, 0 to update, 0 to replace, 0 to remove");
    }

    @Test
    void notes_sayWhatTheCommitDid() {
        headrace.awaitStatus(commit, "headrace/talk", "success");
        org.awaitility.Awaitility.await().atMost(Headrace.PATIENCE).untilAsserted(() -> {
            copy.git("fetch", "-q", "origin", "+refs/notes/*:refs/notes/*");
            assertThat(copy.git("log", "-1", "--notes=headrace")).contains("headrace/talk: success");
        });
    }

    @Test
    void badBlueprint_isRefusedInThePushWithEveryProblem() {
        WorkingCopy broken = headrace.workingCopy("broken");
        broken.git("pull", "-q", "origin", "main");
        broken.write("bad.yaml", """
            apiVersion: headrace.io/v1
            kind: Run
            metadata: {name: bad}
            spec: {application: tolk, cloud: local, colour: blue}
            """).commit("Break it");
        Shell.Result push = broken.tryPush();
        assertThat(push.code()).isNotZero();
        assertThat(push.text()).contains("bad.yaml:4:")
                .contains("tolk")
                .contains("talk")
                .contains("colour")
                .contains("[remote rejected]");
        assertThat(headrace.get("/api/v1/runs?tenant=acme").path("items")).hasSize(1);
    }

    @Test
    void plan_isShownAndNothingChanges() {
        WorkingCopy planning = headrace.workingCopy("planning");
        planning.git("pull", "-q", "origin", "main");
        planning.write("talk.yaml", TWO_NODES.replace("replicas: 2", "replicas: 3")).commit("Scale");
        Shell.Result push = planning.tryPush("-o", "plan");
        assertThat(push.code()).isNotZero();
        assertThat(push.text()).contains("talk: create server.3").contains("nothing was changed");
        assertThat(planning.git("ls-remote", "origin", "refs/heads/main")).startsWith(commit);
        assertThat(headrace.run("talk").path("instances").path("desired").asInt()).isEqualTo(3);
    }

    @Test
    void otherBranch_isPlannedAndNotDeployed() {
        WorkingCopy branch = headrace.workingCopy("branch");
        branch.git("pull", "-q", "origin", "main");
        String tip = branch.write("talk.yaml", TWO_NODES.replace("replicas: 2", "replicas: 4")).commit("Try");
        branch.git("push", "-q", "origin", "main:try");
        assertThat(headrace.awaitStatus(tip, "headrace", "success")).contains("2 to create");
        assertThat(headrace.run("talk").path("instances").path("desired").asInt()).isEqualTo(3);
    }
}
