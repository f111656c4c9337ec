package io.headrace.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nothing is destroyed by accident: not by a push, not by a configuration, not by stopping the server. */
final class GuardStoryIT {

    private static final String RUN = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: NAME}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              while [ -e HOLD ]; do sleep 0.2; done
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: NAME}
        spec: {component: NAME, cloud: local, protect: PROTECT}
        """;
    private static final String INFRA = "      - {name: infra, hosted: true, branch: main, path: .}\n";
    private static final String REPOSITORY = "/api/v1/repositories/acme/infra";

    @TempDir
    Path folder = Path.of("");

    @Test
    void runs_endOnlyWhenThatIsSaid_andAlsoNotWhenTheirRepositoryLeaves() {
        try (Headrace headrace = Headrace.start(folder.resolve("server"))) {
            WorkingCopy copy = headrace.workingCopy("copy");
            copy.write("a.yaml", run("a", false)).write("b.yaml", run("b", true)).commit("Two runs");
            copy.push("-o", "wait");
            assertRefused(copy, headrace);

            headrace.reconfigure(text -> text.replace(INFRA, "").replace("tenants:", "tenant:"));
            await("the problem in the log").atMost(Headrace.PATIENCE)
                    .until(() -> headrace.log().contains("headrace.yaml:5:1: unknown key 'tenant'"));
            assertThat(headrace.get(REPOSITORY).path("state").asText()).isEqualTo("attached");

            headrace.reconfigure(text -> text.replace("tenant:", "tenants:"));
            await("detached").atMost(Headrace.PATIENCE)
                    .until(() -> headrace.get(REPOSITORY).path("state").asText().equals("detached"));
            copy.commit("Late");
            assertThat(copy.tryPush().text()).contains("this repository left the server's configuration");
            assertThat(headrace.machineFolders()).hasSize(2);

            headrace.reconfigure(text -> text.replace("members: [", "members: [{name: zoe, role: viewer}, "));
            await("a new member").atMost(Headrace.PATIENCE)
                    .until(() -> headrace.post("/api/v1/tokens", "{\"member\":\"zoe\"}") == 201);

            assertThat(headrace.call("DELETE", REPOSITORY + "?machines=terminate", "").statusCode()).isEqualTo(202);
            await("removed").atMost(Headrace.PATIENCE)
                    .until(() -> headrace.call("GET", REPOSITORY, "").statusCode() == 404);
            assertThat(headrace.machineFolders()).isEmpty();
        }
    }

    private static void assertRefused(WorkingCopy copy, Headrace headrace) {
        String before = copy.head();
        copy.delete("a.yaml").delete("b.yaml").commit("Emptied");
        assertThat(copy.tryPush("-o", "allow-destroy=2").text()).contains("run 'b' is protected");
        assertThat(copy.tryPush().text()).contains("this would end 2 of 2 living runs (a, b)")
                .contains("-o allow-destroy=2");
        copy.git("reset", "-q", "--hard", before);
        assertThat(Shell.run(copy.folder(), "git", "push", "origin", ":main").text())
                .contains("this branch is deployed; to end its runs, remove them from it with a commit");
        copy.write("c.yaml", run("c", false).replace("cloud: local", "cloud: local, nodes: {main: {replicas: 99}}"));
        copy.commit("Many");
        String over = "would run 101 instances; tenant acme may run 100 (now 2)";
        assertThat(copy.tryPush().text()).contains(over);
        assertThat(copy.tryPush("-o", "plan").text()).contains("it would be refused: " + over);
        copy.git("reset", "-q", "--hard", before);
        assertThat(headrace.machineFolders()).hasSize(2);
    }

    @Test
    void serverThatIsStopped_endsWhatItBegan_andTheNextGoesOn() throws IOException {
        try (Headrace headrace = Headrace.start(folder.resolve("server"))) {
            Path hold = Files.createFile(folder.resolve("hold"));
            WorkingCopy copy = headrace.workingCopy("copy");
            copy.write("a.yaml", run("a", false).replace("HOLD", hold.toString())).commit("A run");
            CompletableFuture<Shell.Result> push = CompletableFuture.supplyAsync(() -> copy.tryPush("-o", "wait"));
            headrace.awaitPhase("a", "Executing");
            try (Socket slow = slowCall(headrace)) {
                headrace.beginToTerminate();
                awaitNotReady(headrace);
                assertThat(headrace.call("POST", "/api/v1/tokens", "{}")).satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                    assertThat(answer.body()).contains("\"code\":\"stopping\"");
                });
                assertThat(copy.tryPush().text()).contains("503");
                assertThat(push.join()).satisfies(result -> {
                    assertThat(result.code()).isZero();
                    assertThat(result.text()).contains("the server is stopping; the runs go on");
                });
                slow.getOutputStream().write("}".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                        .isEqualTo("HTTP/1.1 201");
            }
            assertThat(headrace.awaitEnd()).isZero();
            Files.delete(hold);
            headrace.start();
            headrace.awaitPhase("a", "Ready");
            try (Socket slow = slowCall(headrace)) {
                headrace.beginToTerminate();
                awaitNotReady(headrace);
                headrace.beginToTerminate();
                assertThat(headrace.awaitEnd()).as("at once").isEqualTo(143);
                assertThat(slow.isConnected()).isTrue();
            }
        }
    }

    private static void awaitNotReady(Headrace headrace) {
        await("not ready").atMost(Headrace.PATIENCE)
                .until(() -> headrace.call("GET", "/health/ready", "").statusCode() == 503);
    }

    /** A call that has been taken, and whose last byte is missing. */
    private static Socket slowCall(Headrace headrace) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), headrace.port());
        String body = "{\"member\":\"alice\"";
        socket.getOutputStream()
                .write(("POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + headrace.token()
                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
                        + (body.length() + 1) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        String taken = "HTTP/1.1 100 Continue\r\n\r\n";
        assertThat(new String(socket.getInputStream().readNBytes(taken.length()), StandardCharsets.UTF_8))
                .isEqualTo(taken);
        socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String run(String name, boolean protect) {
        return RUN.replace("NAME", name).replace("PROTECT", String.valueOf(protect));
    }
}
