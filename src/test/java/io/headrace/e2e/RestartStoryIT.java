package io.headrace.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The server comes and goes, gently or not; what it made goes on. */
final class RestartStoryIT {

    private static final String SLOW = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: slow}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              echo once >>deployed
              until [ -e "GATE" ]; do sleep 0.1; done
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: slow}
        spec: {nodes: {slow: {component: slow, replicas: 2}}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: slow}
        spec: {application: slow, cloud: local}
        """;

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

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "SIGKILL"})
    void recipes_goOnWithoutTheServer_andTheirEndIsTold(String signal) throws Exception {
        Path gate = folder.resolve("go");
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("slow.yaml", SLOW.replace("GATE", gate.toString())).commit("Slow");
        copy.push();
        headrace.awaitRun("slow", run -> run.findValuesAsText("state").equals(List.of("executing", "executing")));
        List<String> machines = headrace.run("slow").findValuesAsText("externalId");
        if (signal.equals("SIGTERM")) {
            headrace.terminate();
        } else {
            headrace.kill();
        }
        assertThat(Machines.below(headrace.folder())).isNotEmpty();
        Files.createFile(gate);
        headrace.start();
        assertThat(headrace.awaitStatus(commit, "headrace/slow", "success")).isEqualTo("2 of 2 instances ready");
        assertThat(headrace.run("slow").findValuesAsText("externalId")).isEqualTo(machines);
        try (var files = Files.walk(headrace.folder())) {
            assertThat(files.filter(file -> file.endsWith("deployed")).map(RestartStoryIT::read)).hasSize(2)
                    .containsOnly("once\n");
        }
    }

    @Test
    void secondServer_onTheSameDatabase_isRefused() {
        Shell.Result second = Shell.run(folder, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), "io.headrace.Main",
                "serve", "--config", headrace.folder().resolve("headrace.yaml").toString());
        assertThat(second.code()).isEqualTo(3);
        assertThat(second.text()).contains("is used by another Headrace");
        await().until(headrace::alive);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
