package io.headrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that people scale, suspend, resume and end through the interface: each is a commit of theirs. */
final class EditStoryIT {

    private static final String RUN = """
        # For trying out. Ask Ann before you end it.
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: small}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              true
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: small}
        spec:
          component: small
          cloud: local
          nodes:
            main: {replicas: 1}   # more on Fridays
        """;
    private static final String ADDRESS = "/api/v1/runs/acme/infra/small/-/";

    @TempDir
    Path folder = Path.of("");

    @Test
    void run_scaledSuspendedResumedAndEnded_becomesFourCommits() throws IOException {
        try (Headrace headrace = Headrace.start(folder.resolve("server"))) {
            WorkingCopy copy = headrace.workingCopy("copy").write("small.yaml", RUN);
            copy.commit("Declare small");
            copy.push();
            headrace.awaitPhase("small", "Ready");

            String scaled = written(headrace.call("POST", ADDRESS + "scale", "{\"node\":\"main\",\"replicas\":2}"));
            headrace.awaitStatus(scaled, "headrace/small", "success");
            assertThat(headrace.run("small").path("nodes").get(0).path("instances")).hasSize(2);
            copy.git("pull", "-q", "origin", "main");
            assertThat(copy.head()).isEqualTo(scaled);
            assertThat(copy.git("log", "-1", "--format=%an <%ae>: %s"))
                    .isEqualToIgnoringNewLines("alice <alice@acme>: Scale main of small to 2");
            assertThat(Files.readString(copy.folder().resolve("small.yaml")))
                    .isEqualTo(RUN.replace("replicas: 1", "replicas: 2"));

            written(headrace.call("POST", ADDRESS + "suspend", "{\"message\":\"Nights\"}"));
            headrace.awaitRun("small", EditStoryIT::suspended);
            written(headrace.call("POST", ADDRESS + "resume", "{}"));
            headrace.awaitRun("small", run -> !suspended(run) && run.path("phase").asText().equals("Ready"));

            HttpResponse<String> refused = headrace.call("POST", ADDRESS + "terminate", "{}");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(refused.body()).contains("this would end 1 of 1 living runs (small)", "allow-destroy=1");
            written(headrace.call("POST", ADDRESS + "terminate", "{\"options\":[\"allow-destroy=1\"]}"));
            headrace.awaitPhase("small", "Done");
            copy.git("pull", "-q", "origin", "main");
            assertThat(copy.folder().resolve("small.yaml")).hasContent(RUN.replaceAll("(?s)---.*", ""));
        }
    }

    private static boolean suspended(JsonNode run) {
        for (JsonNode one : run.path("conditions")) {
            if (one.path("type").asText().equals("Suspended")) {
                return one.path("status").asBoolean();
            }
        }
        return false;
    }

    private static String written(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new ObjectMapper().readTree(answer.body()).path("commit").asText();
    }
}
