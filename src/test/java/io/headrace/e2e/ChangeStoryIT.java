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

/** Commits change what runs: more and fewer instances, new software, back again, and the end. */
final class ChangeStoryIT {

    private static final String FARM = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: worker}
        spec:
          inputs: [{name: title, type: string, default: one}]
          outputs: [{name: told}]
          recipes:
            deploy: |
              #!/bin/sh
              headrace set told "deployed with $title"
            update: |
              #!/bin/sh
              headrace set told "updated to $title"
            onAdd: |
              #!/bin/sh
              headrace set told "$HEADRACE_SCALING_ACTION $HEADRACE_SCALING_NODE $HEADRACE_SCALING_INSTANCES"
            onRemove: |
              #!/bin/sh
              headrace set told "$HEADRACE_SCALING_ACTION $HEADRACE_SCALING_NODE $HEADRACE_SCALING_INSTANCES"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: farm}
        spec:
          inputs: [{name: title, type: string, default: one}]
          nodes: {worker: {component: worker, replicas: 1, inputs: {title: "${inputs.title}"}}}
          outputs: {told: "${worker.*.told}"}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: farm}
        spec: {application: farm, cloud: local, nodes: {worker: {replicas: 2}}, inputs: {title: one}}
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
        first = copy.write("farm.yaml", FARM).commit("Farm");
        copy.push("-o", "wait");
    }

    @AfterEach
    void stop() {
        headrace.close();
    }

    @Test
    void scaling_addsOneAndTellsTheOthers_thenFreesTheHighest() {
        List<String> before = machines();
        String up = copy.write("farm.yaml", FARM.replace("replicas: 2", "replicas: 3")).commit("Up");
        assertThat(copy.push("-o", "wait")).contains("farm: create worker.3");
        assertThat(headrace.awaitStatus(up, "headrace/farm", "success")).isEqualTo("3 of 3 instances ready");
        assertThat(told()).isEqualTo("vm_create worker worker.3 vm_create worker worker.3 deployed with one");
        assertThat(machines()).hasSize(3).containsAll(before);

        String down = copy.write("farm.yaml", FARM.replace("replicas: 2", "replicas: 1")).commit("Down");
        copy.push("-o", "wait");
        headrace.awaitStatus(down, "headrace/farm", "success");
        assertThat(told()).isEqualTo("vm_remove worker worker.2 worker.3");
        assertThat(machines()).containsExactly(before.getFirst());

        String again = copy.write("farm.yaml", FARM).commit("Up again");
        copy.push("-o", "wait");
        headrace.awaitStatus(again, "headrace/farm", "success");
        assertThat(names()).containsExactly("worker.1", "worker.4");
    }

    @Test
    void newInput_runsUpdateOnTheSameMachines_andRevertGoesBack() {
        List<String> before = machines();
        String second = copy.write("farm.yaml", FARM.replace("title: one}}", "title: two}}")).commit("Two");
        assertThat(copy.push("-o", "wait")).contains("farm: update worker.1 worker.2");
        headrace.awaitStatus(second, "headrace/farm", "success");
        assertThat(told()).isEqualTo("updated to two updated to two");

        copy.git("revert", "--no-edit", "HEAD");
        copy.push("-o", "wait");
        headrace.awaitStatus(copy.head(), "headrace/farm", "success");
        assertThat(told()).isEqualTo("updated to one updated to one");
        assertThat(machines()).isEqualTo(before);
    }

    @Test
    void unchangedRun_isNotTouchedAndGetsNoStatus() {
        List<String> before = machines();
        String other = copy.write("README.md", "hello").commit("Only words");
        assertThat(copy.push()).contains("farm: unchanged");
        headrace.awaitStatus(other, "headrace", "success");
        assertThat(headrace.status(other, "headrace/farm")).isEmpty();
        assertThat(machines()).isEqualTo(before);
    }

    @Test
    void removal_needsToBeAllowed_thenEndsEverything() {
        String removal = copy.delete("farm.yaml").commit("End it");
        Shell.Result refused = copy.tryPush();
        assertThat(refused.code()).isNotZero();
        assertThat(refused.text()).contains("would end 1 of 1 living runs (farm)").contains("allow-destroy=1");
        assertThat(machines()).hasSize(2);

        copy.push("-o", "allow-destroy=1", "-o", "wait");
        assertThat(headrace.awaitStatus(removal, "headrace/farm", "success")).isEqualTo("removed");
        assertThat(headrace.run("farm").path("phase").asText()).isEqualTo("Done");
        assertThat(Machines.below(headrace.folder())).isEmpty();
        assertThat(headrace.history(first, "headrace/farm")).endsWith("success");
    }

    private String told() {
        return headrace.run("farm").path("outputs").path("told").asText();
    }

    private List<String> machines() {
        return headrace.run("farm").findValuesAsText("externalId");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (JsonNode node : headrace.run("farm").path("nodes")) {
            node.path("instances").forEach(instance -> names.add(instance.path("name").asText()));
        }
        return names;
    }
}
