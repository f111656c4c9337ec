package io.headrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Updates that go wrong go back, updates reach whom they concern, and nobody else. */
final class UpdateStoryIT {

    private static final String SHOP = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: db}
        spec:
          inputs: [{name: port, type: string}]
          outputs: [{name: url}, {name: pid}]
          recipes:
            deploy: |
              #!/bin/sh
              sleep 600 >/dev/null 2>&1 &
              headrace set pid $!
              headrace set url "db:$port"
            update: |
              #!/bin/sh
              headrace set url "db:$port"
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: web}
        spec:
          inputs: [{name: version, type: string}, {name: database, type: string}]
          outputs: [{name: served}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set served "$version at $(headrace get database)"
            update: |
              #!/bin/sh
              headrace set served "$version at $database"
            verify: |
              #!/bin/sh
              echo "checking $version"
              [ "$version" != broken ] || [ "$HEADRACE_INDEX" != 2 ]
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: idle}
        spec:
          outputs: [{name: pid}]
          recipes:
            deploy: |
              #!/bin/sh
              sleep 600 >/dev/null 2>&1 &
              headrace set pid $!
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: shop}
        spec:
          inputs: [{name: version, type: string}, {name: port, type: string}]
          nodes:
            db: {component: db, inputs: {port: "${inputs.port}"}}
            idle: {component: idle}
            web: {component: web, replicas: 2, dependsOn: [db], inputs: {version: "${inputs.version}", database: "${db.url}"}}
          outputs: {served: "${web.*.served}", db: "${db.pid}", idle: "${idle.pid}"}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: shop}
        spec: {application: shop, cloud: local, strategy: {type: in-place}, inputs: {version: one, port: "1"}}
        """;

    @TempDir
    Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private Headrace headrace;
    @SuppressWarnings("NullAway.Init")
    private WorkingCopy copy;
    private String first = "";

    @BeforeEach
    void deploy() {
        headrace = Headrace.start(folder.resolve("server"));
        copy = headrace.workingCopy("copy");
        first = push(SHOP);
        assertThat(output("served")).isEqualTo("one at db:1 one at db:1");
    }

    @AfterEach
    void stop() {
        headrace.close();
    }

    private String push(String blueprints) {
        String commit = copy.write("shop.yaml", blueprints).commit("Shop");
        copy.push("-o", "wait");
        return commit;
    }

    @Test
    void failingVerify_goesBackToTheGoodCommit_andTouchesNobodyElse() {
        List<String> processes = processes("db", "idle");
        List<String> machines = machines();
        String broken = push(SHOP.replace("version: one", "version: broken"));

        assertThat(headrace.awaitStatus(broken, "headrace/shop", "failure")).isEqualTo(
                "`verify` failed on web.2 with exit code 1: checking broken; back on " + first.substring(0, 7));
        assertThat(output("served")).isEqualTo("one at db:1 one at db:1");
        assertThat(processes("db", "idle")).isEqualTo(processes);
        assertThat(machines()).isEqualTo(machines);
        JsonNode run = headrace.run("shop");
        assertThat(run.path("phase").asText()).isEqualTo("Ready");
        assertThat(run.path("commit").asText()).isEqualTo(broken);
        assertThat(run.path("inForce").asText()).isEqualTo(first);
        JsonNode attempt = headrace.get("/api/v1/runs/acme/infra/shop/-/attempt");
        assertThat(attempt.path("outcome").asText()).isEqualTo("rolled-back");
        assertThat(attempt.path("rollback").path("reason").asText()).isEqualTo(
                "`verify` failed on web.2 with exit code 1: checking broken");
        assertThat(
                Shell.run(folder, "git", "--git-dir", headrace.folder().resolve("data/git/acme/infra.git").toString(),
                        "for-each-ref", "--format=%(refname)", "refs/headrace").text().strip())
                .isEqualTo("refs/headrace/good/" + first);
        assertThat(headrace.history(broken, "headrace/shop").stream().filter("failure"::equals)).hasSize(1);
        assertThat(copy.write("README.md", "words").commit("Words")).isNotEmpty();
        assertThat(copy.push()).contains("shop: unchanged");

        String fixed = push(SHOP.replace("version: one", "version: two"));
        assertThat(headrace.awaitStatus(fixed, "headrace/shop", "success")).isEqualTo("4 of 4 instances ready");
        assertThat(output("served")).isEqualTo("two at db:1 two at db:1");
        assertThat(processes("db", "idle")).isEqualTo(processes);
    }

    @Test
    void wiredValue_thatChanges_runsUpdateWhereItIsUsed() {
        List<String> processes = processes("db", "idle");
        String moved = push(SHOP.replace("port: \"1\"", "port: \"2\""));

        headrace.awaitStatus(moved, "headrace/shop", "success");
        headrace.awaitRun("shop", run -> run.path("outputs")
                .path("served")
                .asText()
                .equals("one at db:2 one at db:2"));
        assertThat(processes("db", "idle")).isEqualTo(processes);
        assertThat(timeline("step.succeeded", "web.1:1")).containsExactly("deploy of web", "verify of web",
                "update of web", "verify of web");
        assertThat(timeline("step.succeeded", "idle.1:1")).containsExactly("deploy of idle");
    }

    @Test
    void recreate_replacesInTheOrderOfDependsOn() {
        List<String> idle = processes("idle");
        String again = push(SHOP.replace("type: in-place", "type: recreate")
                .replace("version: one, port: \"1\"", "version: two, port: \"2\""));

        headrace.awaitStatus(again, "headrace/shop", "success");
        assertThat(output("served")).isEqualTo("two at db:2 two at db:2");
        assertThat(processes("idle")).isEqualTo(idle);
        assertThat(states("db.1:1", "db.1:2", "web.1:1", "web.1:2")).containsSubsequence("instance.gone db.1:1",
                "instance.creating db.1:2", "instance.ready db.1:2", "instance.gone web.1:1",
                "instance.creating web.1:2", "instance.ready web.1:2");
    }

    private String output(String name) {
        return headrace.run("shop").path("outputs").path(name).asText();
    }

    /** Ids of the processes that the recipes of these nodes started, each of which lives. */
    private List<String> processes(String... outputs) {
        List<String> ids = Stream.of(outputs).map(this::output).toList();
        assertThat(ids).allMatch(id -> ProcessHandle.of(Long.parseLong(id)).isPresent());
        return ids;
    }

    private List<String> machines() {
        return headrace.run("shop").findValuesAsText("externalId");
    }

    private List<String> timeline(String type, String subject) {
        return entries().stream()
                .filter(one -> one.path("type").asText().equals(type) && one.path("subject").asText().equals(subject))
                .map(one -> one.path("message").asText())
                .toList();
    }

    private List<String> states(String... subjects) {
        return entries().stream()
                .filter(one -> List.of(subjects).contains(one.path("subject").asText()))
                .map(one -> one.path("type").asText() + " " + one.path("subject").asText())
                .toList();
    }

    /** The timeline, oldest first. */
    private List<JsonNode> entries() {
        List<JsonNode> entries = new ArrayList<>();
        headrace.get("/api/v1/runs/acme/infra/shop/-/timeline?limit=200").path("items").forEach(entries::add);
        entries.sort(java.util.Comparator.comparingLong(one -> Long.parseLong(one.path("id").asText())));
        return entries;
    }
}
