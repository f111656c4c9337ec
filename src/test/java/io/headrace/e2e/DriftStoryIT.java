package io.headrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody kills machines: they are healed, or proposed, or shown; nothing else moves, and no commit hears of it. */
final class DriftStoryIT {

    private static final String RUN = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: POLICY}
        spec: {recipes: {deploy: "#!/bin/sh\\nnohup sleep 600 >/dev/null 2>&1 &"}}
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: POLICY}
        spec: {nodes: {web: {component: POLICY, replicas: 2}}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: POLICY}
        spec: {application: POLICY, cloud: local, drift: POLICY}
        """;
    private static final List<String> POLICIES = List.of("heal", "propose", "observe");

    @TempDir
    Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private Headrace headrace;

    @BeforeEach
    void start() {
        headrace = Headrace.start(folder.resolve("server"));
    }

    @AfterEach
    void stop() {
        headrace.close();
    }

    @Test
    void killedInstances_areHealedOrProposedOrShown() {
        WorkingCopy copy = headrace.workingCopy("copy");
        POLICIES.forEach(policy -> copy.write(policy + ".yaml", RUN.replace("POLICY", policy)));
        String commit = copy.commit("Three runs");
        copy.push();
        POLICIES.forEach(policy -> headrace.awaitStatus(commit, "headrace/" + policy, "success"));
        List<String> told = told(commit);
        List<Long> others = POLICIES.stream().flatMap(policy -> processes(policy, "web.2").stream()).toList();
        POLICIES.forEach(policy -> processes(policy, "web.1")
                .forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly)));

        headrace.awaitRun("heal",
                run -> generation(run, "web.1") == 2 && instances(run).equals("web.1 ready web.2 ready")
                        && !drifted(run).path("status").asBoolean());
        assertThat(processes("heal", "web.1")).hasSizeGreaterThan(1);
        proposed();
        observed();
        assertThat(POLICIES.stream().flatMap(policy -> processes(policy, "web.2").stream()).toList()).isEqualTo(others);
        assertThat(told(commit)).isEqualTo(told);
    }

    private void proposed() {
        await().atMost(Headrace.PATIENCE).until(() -> drift("propose").path("plan").isObject());
        JsonNode drift = drift("propose");
        String hash = drift.path("plan").path("hash").asText();
        assertThat(drift.path("items").toString()).startsWith(
                "[{\"instance\":\"web.1:1\",\"kind\":\"stopped\",\"message\":\"its machine is stopped, seen since ");
        assertThat(drift.path("plan").path("actions").toString()).isEqualTo(
                "[{\"action\":\"replace\",\"instance\":\"web.1:1\",\"reason\":\"its machine is stopped\"}]");
        assertThat(drifted(headrace.run("propose")).path("message").asText())
                .startsWith("web.1: its machine is stopped, ")
                .endsWith("; plan " + hash + " waits to be applied: replace web.1:1");
        assertThat(processes("propose", "web.1")).isEmpty();

        String apply = "/api/v1/runs/acme/infra/propose/-/apply";
        assertThat(headrace.post(apply, "{\"plan\": \"0123456789abcdef\"}")).isEqualTo(409);
        assertThat(generation(headrace.run("propose"), "web.1")).isOne();
        assertThat(headrace.post(apply, "{\"plan\": \"" + hash + "\"}")).isEqualTo(202);
        assertThat(headrace.post(apply, "{\"plan\": \"" + hash + "\"}")).isEqualTo(409);
        headrace.awaitRun("propose", run -> generation(run, "web.1") == 2
                && instances(run).equals("web.1 ready web.2 ready"));
    }

    private void observed() {
        JsonNode run = headrace.awaitRun("observe",
                one -> drifted(one).path("reason").asText().equals("MachineStopped"));
        assertThat(drifted(run).path("message").asText()).startsWith("web.1: its machine is stopped, seen since ")
                .endsWith(", only shown as drift is 'observe'");
        assertThat(run.path("instances").path("ready").asInt()).isOne();
        assertThat(drift("observe").path("plan").isNull()).isTrue();
        assertThat(processes("observe", "web.1")).isEmpty();
        assertThat(headrace.post("/api/v1/runs/acme/infra/observe/-/apply", "{\"plan\": \"0\"}")).isEqualTo(409);
        assertThat(generation(headrace.run("observe"), "web.1")).isOne();
    }

    private JsonNode drift(String run) {
        return headrace.get("/api/v1/runs/acme/infra/" + run + "/-/drift");
    }

    private List<String> told(String commit) {
        List<String> all = new ArrayList<>();
        POLICIES.forEach(policy -> all.addAll(headrace.history(commit, "headrace/" + policy)));
        return all;
    }

    private List<Long> processes(String run, String slot) {
        return Machines.below(headrace.folder()
                .resolve("data/machines/local")
                .resolve(instance(headrace.run(run), slot).path("externalId").asText()));
    }

    private static JsonNode drifted(JsonNode run) {
        for (JsonNode one : run.path("conditions")) {
            if (one.path("type").asText().equals("Drifted")) {
                return one;
            }
        }
        throw new AssertionError("no condition Drifted in " + run);
    }

    private static JsonNode instance(JsonNode run, String slot) {
        for (JsonNode one : run.path("nodes").path(0).path("instances")) {
            if (one.path("name").asText().equals(slot)) {
                return one;
            }
        }
        throw new AssertionError("no " + slot + " in " + run);
    }

    private static int generation(JsonNode run, String slot) {
        return instance(run, slot).path("generation").asInt();
    }

    /** {@code web.1 ready web.2 ready}. */
    private static String instances(JsonNode run) {
        List<String> all = new ArrayList<>();
        run.path("nodes")
                .path(0)
                .path("instances")
                .forEach(one -> all.add(one.path("name").asText() + " " + one.path("state").asText()));
        return String.join(" ", all);
    }
}
