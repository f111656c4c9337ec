package io.headrace.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong is told to the commit, once and truly. Each test has a run of its own on one server. */
final class FailureStoryIT {

    private static final String RUN = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: NAME}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              RECIPE
            report: |
              #!/bin/sh
              echo "the end" >"$HEADRACE_REPORT_DIR/end.txt"
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: NAME}
        spec: {component: NAME, cloud: local, deadline: DEADLINE}
        """;

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static Headrace headrace;
    @SuppressWarnings("NullAway.Init")
    private static WorkingCopy copy;

    @BeforeAll
    static void start() {
        headrace = Headrace.start(folder.resolve("server"));
        copy = headrace.workingCopy("copy");
        copy.commit("Begin");
        copy.push();
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void recipeThatFails_failsTheCommitWithItsLastWords() {
        String commit = push("failing", "echo 'disk on fire' >&2; exit 3", "10m");
        assertThat(headrace.awaitStatus(commit, "headrace/failing", "failure"))
                .contains("`deploy` failed on main.1 with exit code 3: disk on fire");
        assertThat(headrace.awaitPhase("failing", "Aborted").path("conditions").toString()).contains("disk on fire");
        assertThat(headrace.history(commit, "headrace/failing")).containsOnlyOnce("failure").endsWith("failure");
    }

    @Test
    void recipeThatAborts_failsTheCommitWithItsReason_andReportsAreCollected() {
        String commit = push("aborting", "headrace abort 'no licence'; sleep 60", "10m");
        assertThat(headrace.awaitStatus(commit, "headrace/aborting", "failure")).contains("no licence");
        await().atMost(Headrace.PATIENCE)
                .untilAsserted(
                        () -> assertThat(headrace.get("/api/v1/runs/acme/infra/aborting/-/reports").path("items"))
                                .hasSize(1));
    }

    @Test
    void deadline_endsTheAttemptAndSaysWhatWasUnderWay() {
        String commit = push("late", "sleep 300", "3s");
        assertThat(headrace.awaitStatus(commit, "headrace/late", "failure")).contains("deadline of 3s passed")
                .contains("main.1");
    }

    @Test
    void newerCommit_supersedesTheOneUnderWay() {
        String slow = push("changing", "sleep 300", "10m");
        headrace.awaitRun("changing", run -> run.findValuesAsText("state").contains("executing"));
        String quick = push("changing", "true", "10m");
        assertThat(headrace.awaitStatus(quick, "headrace/changing", "success")).isEqualTo("1 of 1 instance ready");
        assertThat(headrace.awaitStatus(slow, "headrace/changing", "error"))
                .isEqualTo("superseded by " + quick.substring(0, 7));
    }

    @Test
    void abortByApi_endsTheAttempt_andWithoutOneIsRefused() {
        String commit = push("stopped", "sleep 300", "10m");
        headrace.awaitRun("stopped", run -> run.findValuesAsText("state").contains("executing"));
        assertThat(headrace.post("/api/v1/runs/acme/infra/stopped/-/abort", "{\"reason\":\"wrong day\"}"))
                .isBetween(200, 204);
        assertThat(headrace.awaitStatus(commit, "headrace/stopped", "failure")).contains("wrong day");
        assertThat(headrace.post("/api/v1/runs/acme/infra/stopped/-/abort", "{\"reason\":\"again\"}")).isEqualTo(409);
    }

    /** Tests run one after the other, each adds or changes its own file. */
    private static String push(String name, String recipe, String deadline) {
        String commit = copy.write(name + ".yaml",
                RUN.replace("NAME", name).replace("RECIPE", recipe).replace("DEADLINE", deadline)).commit(name);
        copy.push();
        return commit;
    }
}
