package io.headrace.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A day with the command line: log in, push, wait as a build does, look, follow, abort, try again. */
@TestMethodOrder(OrderAnnotation.class)
final class CliStoryIT {

    private static final String TWO_RUNS = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: quick}
        spec:
          outputs: [{name: greeting}]
          recipes:
            deploy: |
              #!/bin/sh
              echo "one"; printf 'two'
              headrace set greeting "hello from $HEADRACE_INSTANCE"
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: endless}
        spec:
          recipes:
            deploy: |
              #!/bin/sh
              echo "it begins"; sleep 300
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: talk}
        spec: {component: quick, cloud: local}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: stuck}
        spec: {component: endless, cloud: local}
        """;

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static Headrace headrace;
    private static String commit = "";

    @BeforeAll
    static void push() throws IOException {
        headrace = Headrace.start(folder.resolve("server"));
        Files.writeString(folder.resolve("token"), headrace.token() + "\n");
        WorkingCopy copy = headrace.workingCopy("copy");
        assertThat(cli("login", headrace.url(), "--token-file", folder.resolve("token").toString()))
                .isEqualTo(new Shell.Result(0, "Logged in to " + headrace.url()
                        + " as alice, owner of acme; context 127.0.0.1:" + headrace.url().replaceAll(".*:", "")
                        + "\n"));
        commit = copy.write("runs.yaml", TWO_RUNS).commit("Talk");
        copy.push();
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    @Order(1)
    void wait_forARunThatBecomesReady_exitsWith0() {
        Shell.Result waited = cli("wait", "--run", "talk", "--timeout", "90s");
        assertThat(waited.code()).as(waited.text()).isZero();
        assertThat(waited.text()).contains("headrace/talk  success  1 of 1 instance ready");
    }

    @Test
    @Order(2)
    void look_atTheRun_showsWhatItPrintedAndSet() {
        assertThat(cli("params", "talk", "greeting")).isEqualTo(new Shell.Result(0, "hello from main.1\n"));
        assertThat(cli("logs", "talk")).isEqualTo(new Shell.Result(0, "main.1 deploy | one\nmain.1 deploy | two\n"));
        assertThat(cli("runs", "--phase", "Ready").text()).isEqualTo("""
            RUN              PHASE  READY  COMMIT
            acme/infra/talk  Ready  1/1    %s
            """.formatted(commit.substring(0, 7)));
    }

    @Test
    @Order(3)
    void logs_followed_goOnUntilTheyAreBrokenOff() throws IOException, InterruptedException {
        Path heard = folder.resolve("followed");
        Process follower = new ProcessBuilder(command("logs", "-f", "stuck"))
                .directory(folder.resolve("server").toFile())
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .start();
        try {
            await("the log of the run").atMost(Headrace.PATIENCE).until(() -> Files.size(heard) > 0);
            assertThat(follower.isAlive()).isTrue();
        } finally {
            follower.destroy();
        }
        assertThat(follower.waitFor()).isEqualTo(143);
        assertThat(heard).hasContent("main.1 deploy | it begins");
    }

    @Test
    @Order(4)
    void wait_thatTakesTooLong_exitsWith124() {
        assertThat(cli("wait", "--timeout", "1s", "--commit", commit))
                .extracting(Shell.Result::code,
                        result -> result.text().contains("not settled within 1s: headrace/stuck"))
                .containsExactly(124, true);
    }

    @Test
    @Order(5)
    void abort_withAReason_failsTheCommitAndTheWaitForIt() {
        assertThat(cli("abort", "stuck", "wrong day").code()).isZero();
        Shell.Result waited = cli("wait", "--timeout", "90s");
        assertThat(waited.code()).as(waited.text()).isEqualTo(1);
        assertThat(waited.text()).contains("failure  headrace/stuck: ").contains("wrong day");
        assertThat(cli("rerun", "stuck").code()).isZero();
        headrace.awaitRun("stuck", run -> run.findValuesAsText("state").contains("executing"));
    }

    @Test
    @Order(6)
    void login_ofNobody_isToldHowToLogIn() {
        assertThat(cli("runs", "--server", "http://127.0.0.1:1")).isEqualTo(new Shell.Result(3,
                "headrace: no token for http://127.0.0.1:1; log in with: headrace login http://127.0.0.1:1\n"));
        assertThat(cli("logout").code()).isZero();
        assertThat(cli("runs").code()).isEqualTo(3);
    }

    /** A command in the working copy, by a user with a home of their own. */
    private static Shell.Result cli(String... arguments) {
        return Shell.run(folder.resolve("server/copy"), command(arguments));
    }

    private static String[] command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "XDG_CONFIG_HOME=" + folder.resolve("home")));
        command.addAll(Headrace.program(List.of(), "io.headrace.Main"));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }
}
