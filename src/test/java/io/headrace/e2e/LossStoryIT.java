package io.headrace.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What people keep, and what they are told, when the server loses its database, its blobs, its disk. */
final class LossStoryIT {

    private static final String WEB = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: web}
        spec:
          outputs: [{name: answer}]
          recipes:
            deploy: |
              #!/bin/sh
              echo once >>deployed
              echo deployed by hand
              headrace set answer "42 of $HEADRACE_INSTANCE"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: web}
        spec:
          nodes: {web: {component: web, replicas: COUNT}}
          outputs: {answer: "${web.answer}"}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: web}
        spec: {application: web, cloud: local}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: once}
        spec: {component: web, cloud: local, keep: never}
        """;

    @TempDir
    Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private Headrace headrace;

    @AfterEach
    void stop() {
        headrace.close();
    }

    private static String web(int replicas) {
        return WEB.replace("COUNT", "" + replicas);
    }

    @Test
    void database_thatIsLost_isRebuiltFromRefsMachinesAndAgents() {
        headrace = Headrace.start(folder.resolve("server"));
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("web.yaml", web(2)).commit("Web");
        copy.push();
        headrace.awaitStatus(commit, "headrace/web", "success");
        headrace.awaitPhase("once", "Done");
        await().until(() -> headrace.machineFolders().size() == 2);
        Map<Long, String> agents = agents();
        String old = headrace.token();
        headrace.terminate();
        headrace.loseDatabase();
        headrace.makeToken();
        headrace.start();

        assertThat(headrace.awaitStatus(commit, "headrace/web", "success")).isEqualTo("2 of 2 instances ready");
        assertThat(headrace.awaitPhase("web", "Ready").path("outputs").path("answer").asText())
                .isEqualTo("42 of web.1");
        assertThat(agents()).isEqualTo(agents);
        assertThat(deployments()).isEqualTo(List.of("once\n", "once\n"));
        assertThat(headrace.run("once").path("conditions").toString()).contains("HistoryLost",
                "history lost: the run may be done already; `headrace rerun` runs it again");
        assertThat(headrace.machineFolders()).hasSize(2);
        assertThat(headrace.get("/api/v1/runs/acme/infra/web/-/logs").findValuesAsText("bytes")).containsOnly("17");
        assertThat(headrace.as(old).ask("/api/v1/runs")).startsWith("401")
                .contains(
                        "the server lost its database, and with it all tokens");
        assertThat(headrace.post("/api/v1/runs/acme/infra/once/-/rerun", "{}")).isEqualTo(200);
        headrace.awaitPhase("once", "Done");
        assertThat(headrace.log()).contains("the database before it is lost");
    }

    @Test
    void blobs_thatAreLost_areSaidToBeGoneAndTheRestGoesOn() throws Exception {
        headrace = Headrace.start(folder.resolve("server"));
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("web.yaml", web(1)).commit("Web");
        copy.push();
        headrace.awaitStatus(commit, "headrace/web", "success");
        String log = "/api/v1/runs/acme/infra/web/-/logs/";
        assertThat(headrace.ask(log + "web.1:1:1")).isEqualTo("200 deployed by hand\n");
        assertThat(new ProcessBuilder("rm", "-rf", headrace.folder().resolve("data/blobs").toString()).start()
                .waitFor()).isZero();

        assertThat(headrace.ask(log + "web.1:1:1")).startsWith("410")
                .contains(
                        "the log of step web.1:1:1 is gone: it was deleted, or the server lost its logs");
        String more = copy.write("web.yaml", web(2)).commit("One more");
        copy.push();
        headrace.awaitStatus(more, "headrace/web", "success");
        assertThat(headrace.ask(log + "web.2:1:1")).isEqualTo("200 deployed by hand\n");
    }

    @Test
    void folderOfAMachine_thatIsLost_isToldAndTheMachineReplaced() throws Exception {
        headrace = Headrace.start(folder.resolve("server"));
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("web.yaml", web(1)).commit("Web");
        copy.push();
        headrace.awaitStatus(commit, "headrace/web", "success");
        headrace.awaitPhase("once", "Done");
        await().until(() -> agents().size() == 1);
        Map<Long, String> before = agents();
        Path machine = headrace.folder()
                .resolve("data/machines/local")
                .resolve(headrace.run("web").findValuesAsText("externalId").getFirst());
        assertThat(new ProcessBuilder("rm", "-rf", machine.toString()).start().waitFor()).isZero();

        headrace.awaitRun("web", run -> run.findValuesAsText("generation").contains("2")
                && run.path("phase").asText().equals("Ready"));
        assertThat(headrace.get("/api/v1/runs/acme/infra/web/-/timeline").findValuesAsText("message"))
                .contains("its machine is absent", "the next generation takes its place");
        await().until(() -> agents().size() == 1 && !agents().equals(before));
        assertThat(headrace.history(commit, "headrace/web")).endsWith("success").containsOnlyOnce("success");
    }

    @Test
    void disk_thatIsFull_refusesPushesAndGoesOnWhenThereIsRoom() throws Exception {
        Path data = Files.createDirectories(folder.resolve("server/data"));
        Assumptions.assumeTrue(Shell.run(folder, "mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", data.toString())
                .code() == 0, "a full disk is a small tmpfs, which only root can mount");
        try {
            headrace = Headrace.start(folder.resolve("server"));
            WorkingCopy copy = headrace.workingCopy("copy");
            String commit = copy.write("web.yaml", web(1)).commit("Web");
            copy.push();
            headrace.awaitStatus(commit, "headrace/web", "success");
            Path ballast = data.resolve("ballast");
            Shell.run(folder, "dd", "if=/dev/zero", "of=" + ballast, "bs=4k");

            assertThat(headrace.ask("/health/ready")).startsWith("503")
                    .contains("the disk of the data folder is full; free space on it");
            String more = copy.write("web.yaml", web(2)).commit("One more");
            Shell.Result refused = copy.tryPush();
            assertThat(refused.code()).as(refused.text()).isNotZero();
            assertThat(refused.text()).containsAnyOf("is full", "No space left on device");
            assertThat(headrace.ask("/api/v1/runs/acme/infra/web")).startsWith("200");
            Files.delete(ballast);
            await().until(() -> headrace.ask("/health/ready").startsWith("200"));
            copy.push();
            headrace.awaitStatus(more, "headrace/web", "success");
            assertThat(deployments()).isEqualTo(List.of("once\n", "once\n"));
            headrace.terminate();
            assertThat(Shell.run(folder, "git", "-C", data.resolve("git/acme/infra.git").toString(), "fsck", "--full",
                    "--strict").code()).isZero();
        } finally {
            headrace.close();
            Shell.run(folder, "umount", "-l", data.toString());
        }
    }

    /** The processes of agents and what they began with, by which a process with the same number is told apart. */
    private Map<Long, String> agents() {
        return Machines.agents(headrace.folder());
    }

    private List<String> deployments() {
        try (Stream<Path> files = Files.walk(headrace.folder().resolve("data/machines"))) {
            return files.filter(file -> file.endsWith("deployed")).map(LossStoryIT::read).toList();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
