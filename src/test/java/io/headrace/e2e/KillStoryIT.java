package io.headrace.e2e;

import io.headrace.reconcile.CrashPoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The server dies at each crash point while it deploys real processes and takes them away again. */
final class KillStoryIT {

    private static final String PAIR = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: pair}
        spec:
          outputs: [{name: up}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set up "$HEADRACE_INSTANCE"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: pair}
        spec: {nodes: {pair: {component: pair, replicas: COUNT}}, outputs: {up: "${pair.*.up}"}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: pair}
        spec: {application: pair, cloud: local}
        """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void serverKilled_continuesAfterItsRestart_withoutALeakOrADouble(CrashPoint point) {
        try (Headrace headrace = Headrace.stopped(folder.resolve("server"))) {
            headrace.startDoomed(point.name(), 1);
            WorkingCopy copy = headrace.workingCopy("copy");
            String two = change(headrace, copy, 2);
            assertThat(headrace.run("pair").path("outputs").path("up").asText()).isEqualTo("pair.1 pair.2");
            String one = change(headrace, copy, 1);
            assertThat(headrace.run("pair").path("outputs").path("up").asText()).isEqualTo("pair.1");
            assertThat(headrace.machineFolders()).isEqualTo(headrace.run("pair").findValuesAsText("externalId"))
                    .hasSize(1);
            for (String commit : List.of(two, one)) {
                assertThat(headrace.history(commit, "headrace/pair")).startsWith("pending")
                        .endsWith("success")
                        .containsOnlyOnce("success");
                assertThat(headrace.history(commit, "headrace")).containsExactly("success");
            }
        }
    }

    /** Commits and pushes until the server has it, and until it has answered; returns the commit. */
    private static String change(Headrace headrace, WorkingCopy copy, int count) {
        String commit = copy.write("pair.yaml", PAIR.replace("COUNT", String.valueOf(count))).commit("Count " + count);
        while (copy.tryPush().code() != 0) {
            headrace.reviveIfDead();
        }
        headrace.awaitSettled(commit, "headrace/pair");
        headrace.awaitStatus(commit, "headrace/pair", "success");
        headrace.awaitStatus(commit, "headrace", "success");
        return commit;
    }
}
