package io.headrace.e2e;

import io.headrace.telemetry.Collector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A commit can be followed from its push to its last status in one trace, if somebody collects traces. */
final class TraceStoryIT {

    private static final String ONE_NODE = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: server}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              echo "what a recipe prints"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: one}
        spec:
          nodes:
            server: {component: server}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: one}
        spec: {application: one, cloud: local}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void commit_isOneTraceFromPushToStatus() {
        try (Collector collector = Collector.start();
                Headrace headrace = Headrace.stopped(folder.resolve("server"))) {
            headrace.traceTo(collector.url());
            headrace.start();
            String commit = deploy(headrace);
            headrace.terminate();

            List<Collector.Got> spans = collector.spans();
            Collector.Got push = spans.stream().filter(span -> span.name().equals("push")).findFirst().orElseThrow();
            assertThat(spans).extracting(Collector.Got::name)
                    .contains("push", "judge", "compile", "plan", "apply", "cloud create", "step deploy", "status");
            assertThat(spans).extracting(Collector.Got::trace).containsOnly(push.trace());
            assertThat(spans).filteredOn(span -> !span.equals(push))
                    .extracting(Collector.Got::parent)
                    .containsOnly(push.id());
            assertThat(push.parent()).isEmpty();
            assertThat(List.of(push.attribute("tenant"), push.attribute("repository"), push.attribute("commit"),
                    push.attribute("ref"), push.attribute("principal")))
                    .containsExactly("acme", "infra", commit, "refs/heads/main", "alice");
            assertThat(spans).filteredOn(span -> span.name().equals("step deploy"))
                    .extracting(span -> span.attribute("instance"), span -> span.attribute("exitCode"))
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("server.1:1", "0"));
            assertThat(spans).filteredOn(span -> span.name().equals("status"))
                    .extracting(span -> span.attribute("context") + " " + span.attribute("state"))
                    .contains("headrace success", "headrace/one success");
            assertThat(spans).allMatch(span -> span.begun() <= span.ended());
            assertThat(spans.toString()).doesNotContain("what a recipe prints").doesNotContain(headrace.token());
        }
    }

    @Test
    void server_withoutACollector_doesNotEvenLoadTheLibrary() {
        try (Headrace headrace = Headrace.start(folder.resolve("server"))) {
            deploy(headrace);
            String classes = Shell.run(folder, Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(headrace.pid()), "VM.class_hierarchy").text();
            assertThat(classes).contains("io.headrace.Server").doesNotContain("io.opentelemetry");
        }
    }

    private static String deploy(Headrace headrace) {
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("one.yaml", ONE_NODE).commit("One");
        copy.push("-o", "wait");
        headrace.awaitStatus(commit, "headrace/one", "success");
        return commit;
    }
}
