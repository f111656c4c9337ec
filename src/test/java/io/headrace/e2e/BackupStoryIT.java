package io.headrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server is lost with its disk; a backup of it takes over what still runs. */
final class BackupStoryIT {

    private static final String VALUE = "Tr0ub4dor-and-3";
    private static final String STORE = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: store}
        spec:
          inputs: [{name: password, type: secret}]
          recipes:
            deploy: |
              #!/bin/sh
              echo "$password" >>deployed
              nohup sleep 1000 >/dev/null 2>&1 </dev/null &
            update: |
              #!/bin/sh
              echo "$password" >>updated
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: store}
        spec: {nodes: {store: {component: store, replicas: 2, inputs: {password: {secret: db-password}}}}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: store}
        spec: {application: store, cloud: local}
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

    @Test
    void backup_ofAServerThatWasLost_adoptsWhatRuns() throws IOException {
        WorkingCopy copy = headrace.workingCopy("copy");
        String commit = copy.write("store.yaml", STORE).commit("Open the store");
        copy.push();
        headrace.awaitRun("store", run -> run.findValuesAsText("message")
                .contains("waits for secret 'db-password'; set it with: headrace secret set db-password"));
        set(VALUE);
        headrace.awaitStatus(commit, "headrace/store", "success");
        List<String> machines = headrace.run("store").findValuesAsText("externalId");
        List<Long> processes = processes();
        assertThat(processes).hasSize(2);

        Path archive = folder.resolve("backup.tar.gz");
        assertThat(headrace.command("backup", archive.toString())).contains("repositories: 2", "written: ");
        headrace.kill();
        loseAllButMachines();
        assertThat(headrace.command("restore", archive.toString())).contains("restored into ");
        headrace.start();

        headrace.awaitPhase("store", "Ready");
        assertThat(headrace.status(commit, "headrace/store")).isEqualTo("success: 2 of 2 instances ready");
        String more = copy.write("store.yaml", STORE.replace("replicas: 2", "replicas: 3")).commit("One more");
        copy.push();
        headrace.awaitStatus(more, "headrace/store", "success");
        assertThat(headrace.run("store").findValuesAsText("externalId")).hasSize(3).containsAll(machines);
        assertThat(processes()).hasSize(3).containsAll(processes);
        assertThat(files("deployed")).hasSize(3).containsOnly(VALUE + "\n");
        set(VALUE + "-new");
        await().atMost(Headrace.PATIENCE)
                .untilAsserted(() -> assertThat(files("updated")).hasSize(3).containsOnly(VALUE + "-new\n"));
        assertThat(written()).isNotEmpty()
                .allSatisfy(file -> assertThat(bytes(file)).as("%s", file)
                        .doesNotContain(VALUE));
    }

    /** What the recipes started; the agents' own requests come and go. */
    private List<Long> processes() {
        return Machines.below(headrace.folder())
                .stream()
                .filter(id -> ProcessHandle.of(id)
                        .flatMap(process -> process.info().commandLine())
                        .filter(command -> command.endsWith("sleep 1000"))
                        .isPresent())
                .toList();
    }

    private void loseAllButMachines() throws IOException {
        Path lost = Files.createDirectory(folder.resolve("lost"));
        try (Stream<Path> all = Files.list(headrace.folder().resolve("data"))) {
            for (Path path : all.filter(one -> !one.endsWith("machines")).toList()) {
                Files.move(path, lost.resolve(path.getFileName().toString()));
            }
        }
    }

    private void set(String value) {
        assertThat(headrace.call("PUT", "/api/v1/tenants/acme/secrets/db-password", "{\"value\":\"" + value + "\"}")
                .statusCode()).isEqualTo(204);
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(headrace.folder().resolve("data/machines"))) {
            return all.filter(file -> file.endsWith(name)).map(BackupStoryIT::bytes).toList();
        }
    }

    /** What the server itself wrote: its data, before and after, and its log. */
    private List<Path> written() throws IOException {
        Path machines = headrace.folder().resolve("data/machines");
        try (Stream<Path> before = Files.walk(folder.resolve("lost"));
                Stream<Path> now = Files.walk(headrace.folder())) {
            return Stream.concat(before, now.filter(file -> !file.startsWith(machines)))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
