package io.headrace.agent;

import io.headrace.agent.Host.Flavor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.headrace.model.RecipeStep.DEPLOY;
import static io.headrace.model.RecipeStep.REPORT;
import static io.headrace.model.RecipeStep.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;

/** What the agent's script does with steps, under each shell and with each client. */
final class AgentScriptTest {

    static Stream<Flavor> flavors() {
        return Stream.of(Flavor.USUAL, new Flavor("dash", "wget"), new Flavor("busybox", "busybox wget"),
                new Flavor("busybox", "curl"));
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    static void assumeHere(Flavor flavor) {
        if (!flavor.here()) {
            System.out.println("skipped: this host has not all of " + flavor);
        }
        Assumptions.assumeTrue(flavor.here());
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void agent_withStepsToRun_runsThemInOrderWithTheirEnvironment(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .input("title", "It's \"$(id)\" `x` \\n ${db.none}".replace("${db.none}", "$5\nsecond line"))
                .recipe(DEPLOY, """
                    echo "out of $HEADRACE_INSTANCE $HEADRACE_INDEX $HEADRACE_GENERATION $HEADRACE_CLOUD $HEADRACE_RUN"
                    echo "$HEADRACE_NODE $HEADRACE_ADDRESS $SLIPSTREAM_NODE_INSTANCE_NAME" >&2
                    printf '%s|\\n' "$title"
                    pwd >place; umask >>place; command -v headrace >>place; command -v ss-get >>place
                    printf 'kept\\377\\0bytes\\n'""")
                .recipe(VERIFY, "test -s place && headrace get title >title");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, flavor)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded 0", "verify succeeded 0");
            assertThat(new String(scene.bytes("logs/acme/infra/shop/lamp/web.1/1/1"), StandardCharsets.ISO_8859_1))
                    .isEqualTo("""
                        out of web.1 1 1 local shop/lamp
                        web 127.0.0.1 web.1
                        It's "$(id)" `x` \\n $5
                        second line|
                        kept\u00ff\0bytes
                        """);
            assertThat(host.text("work/place")).isEqualTo(host.home.resolve("work") + "\n0022\n"
                    + host.home.resolve("bin/headrace") + "\n" + host.home.resolve("bin/ss-get") + "\n");
            assertThat(host.text("work/title")).isEqualTo("It's \"$(id)\" `x` \\n $5\nsecond line\n");
            assertThat(scene.protocol.metrics().of(AgentScene.key("web.1", 1)))
                    .extracting(AgentMetrics.Sample::name)
                    .contains("cpu", "memory", "disk");
        }
    }

    static Stream<Flavor> detaching() {
        return Stream.concat(flavors(),
                Stream.of(new Flavor("dash", "curl", "perl"), new Flavor("busybox", "wget", "busybox setsid"),
                        new Flavor("dash", "curl", "none")));
    }

    @ParameterizedTest
    @MethodSource("detaching")
    void step_whenAborted_endsWithItsWholeGroup(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, """
            trap 'echo got TERM; exit 9' TERM
            (trap '' TERM; exec sleep 300) &
            sleep 301 &
            echo started
            wait""").recipe(REPORT, "headrace get --no-wait nodename; echo the report");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, flavor)) {
            soon().until(() -> scene.log(AgentScene.key("web.1", 1), 1).contains("started"));
            long before = System.nanoTime();
            scene.abort("enough of this");
            soon().until(() -> scene.instances().equals(List.of("web.1:1 failed")));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            System.out.println("abort to all ended, a child that ignores TERM: " + millis + " ms (" + flavor + ")");
            assertThat(scene.steps("web.1:1")).containsExactly("deploy ended 9", "report succeeded 0");
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).contains("[headrace] stopped: enough of this",
                    "got TERM");
            assertThat(scene.log(AgentScene.key("web.1", 1), 2)).isEqualTo("web\nthe report\n");
            assertThat(host.processes().stream().flatMap(one -> one.info().arguments().stream()))
                    .noneMatch(arguments -> Stream.of(arguments).anyMatch(one -> one.matches("30[01]")));
        }
    }

    @Test
    void output_ofARunningStep_isStreamed(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "echo one; until [ -e go ]; do sleep 0.1; done; echo two");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.log(AgentScene.key("web.1", 1), 1).equals("one\n"));
            assertThat(scene.steps("web.1:1")).containsExactly("deploy running null");
            write(host.home.resolve("work/go"));
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void output_overTheBound_isCutAndTheStepGoesOn(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "seq 1 30000; echo last words >&2; exit 3");
        try (AgentScene scene = new AgentScene(folder, 100_000).declare(nodes);
                Host _ = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 failed")));
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).hasSizeLessThan(100_100)
                    .endsWith("[headrace] only the first 100000 bytes are kept\n");
            soon().untilAsserted(() -> assertThat(scene.state().attempt()).extracting(attempt -> attempt.abort())
                    .isEqualTo("`deploy` failed on web.1 with exit code 3: last words"));
        }
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void exitCode_ofAStepThatOutlivedItsAgent_isReportedByTheNext(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "echo once >>runs; until [ -e go ]; do sleep 0.1; done; echo end; exit 7");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, flavor)) {
            soon().until(() -> host.text("work/runs").equals("once\n"));
            host.killAgent();
            write(host.home.resolve("work/go"));
            soon().until(() -> host.text("steps/web.1:1:1/exit").equals("7\n"));
            host.startAgent();
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy failed 7")));
            assertThat(host.text("work/runs")).isEqualTo("once\n");
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("end\n");
        }
    }

    @Test
    void step_interruptedByAReboot_runsOnceMoreThenFails(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "echo run >>runs; sleep 300");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> host.text("work/runs").equals("run\n"));
            host.reboot();
            soon().until(() -> host.text("work/runs").equals("run\nrun\n"));
            host.reboot();
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy failed 130")));
            assertThat(host.text("work/runs")).isEqualTo("run\nrun\n");
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("[headrace] interrupted\n".repeat(2));
        }
    }

    @Test
    void step_interruptedOnce_runsAgainAndSucceeds(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "echo run >>runs; [ \"$(wc -l <runs)\" -ge 2 ] || sleep 300")
                .recipe(VERIFY, "echo verified >>runs");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> host.text("work/runs").equals("run\n"));
            host.reboot();
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            host.reboot();
            soon().until(() -> scene.served.getOrDefault("hello", 0) == 3);
            assertThat(host.text("work/runs")).isEqualTo("run\nrun\nverified\n");
            assertThat(scene.steps("web.1:1")).containsExactly("deploy succeeded 0", "verify succeeded 0");
        }
    }

    @Test
    void exitCode_onTheDiskBeforeAReboot_isReportedAndNothingRunsAgain(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "echo run >>runs; until [ -e go ]; do sleep 0.1; done; exit 7");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> host.text("work/runs").equals("run\n"));
            scene.down();
            write(host.home.resolve("work/go"));
            soon().until(() -> host.text("steps/web.1:1:1/exit").equals("7\n"));
            host.reboot();
            scene.up();
            soon().until(() -> scene.steps("web.1:1").equals(List.of("deploy failed 7")));
            assertThat(host.text("work/runs")).isEqualTo("run\n");
        }
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void answers_thatAreLost_doubleAndLoseNothing(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .outputs("ready")
                .recipe(DEPLOY, "echo run >>runs; echo text; headrace set ready yes");
        try (AgentScene scene = new AgentScene(folder)) {
            List.of("hello", "next", "started", "output", "exited", "set")
                    .forEach(verb -> scene.lost.put(verb, 1));
            scene.declare(nodes);
            try (Host host = Host.of(scene, folder, "web.1", 1, flavor)) {
                soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
                assertThat(host.text("work/runs")).isEqualTo("run\n");
                assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("text\n");
                assertThat(scene.value("web.1:1", "ready")).contains("yes");
            }
        }
    }

    @Test
    void server_thatIsDownForAWhile_findsEverythingAfterwards(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1)
                .outputs("ready")
                .recipe(DEPLOY,
                        "echo before; touch begun; until [ -e go ]; do sleep 0.1; done; headrace set ready late; echo after");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> Files.exists(host.home.resolve("work/begun")));
            scene.down();
            write(host.home.resolve("work/go"));
            soon().until(() -> host.text("agent.log").contains("no answer"));
            scene.up();
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            assertThat(scene.log(AgentScene.key("web.1", 1), 1)).isEqualTo("before\nafter\n");
            assertThat(scene.value("web.1:1", "ready")).contains("late");
            assertThat(host.agentAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("flavors")
    void reports_ofARun_areUploadedBeforeItIsReady(Flavor flavor, @TempDir Path folder) throws Exception {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "echo of deploy >$HEADRACE_REPORT_DIR/deploy.txt")
                .recipe(REPORT,
                        "head -c 700000 /dev/urandom >$SLIPSTREAM_REPORT_DIR/big; cp $SLIPSTREAM_REPORT_DIR/big .");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, flavor)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            Path archive = folder.resolve("reports.tar.gz");
            Files.write(archive, scene.bytes(AgentLogs.reports(AgentScene.key("web.1", 1)) + "2.tar.gz"));
            Process tar = new ProcessBuilder("tar", "-C", folder.toString(), "-xzf", archive.toString()).start();
            assertThat(tar.waitFor()).isZero();
            assertThat(folder.resolve("reports/deploy.txt")).hasContent("of deploy");
            assertThat(folder.resolve("reports/big")).hasSameBinaryContentAs(host.home.resolve("work/big"));
        }
    }

    @Test
    void daemon_startedByARecipe_survivesTheStep(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "sleep 333 & echo $! >pid");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            long pid = Long.parseLong(host.text("work/pid").strip());
            assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
        }
    }

    @Test
    void secondAgent_inTheSameFolder_isRefused(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            host.startAgent();
            soon().until(() -> !host.agentAlive());
            assertThat(host.text("console")).contains("an agent runs here already");
        }
    }

    @Test
    void secondMachine_withTheSameToken_isRefusedAndShown(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host _ = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            try (Host double_ = Host.of(scene, folder.resolve("double"), "web.1", 1, Flavor.USUAL)) {
                soon().until(() -> scene.told()
                        .stream()
                        .anyMatch(event -> event.type().equals("agent.refused")
                                && event.subject().equals("web.1:1")));
                soon().until(() -> double_.text("agent.log").contains("another agent is bound"));
            }
        }
    }

    @Test
    void token_ofARunningAgent_isInNoArgumentsAndNoReadableFile(@TempDir Path folder) throws Exception {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "sleep 1; headrace display hi; sleep 1");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            String token = scene.identity.agentToken(AgentScene.key("web.1", 1)).reveal();
            soon().until(() -> {
                assertThat(host.processes()).noneMatch(one -> one.info().commandLine().orElse("").contains(token));
                return scene.instances().equals(List.of("web.1:1 ready"));
            });
            try (Stream<Path> files = Files.walk(host.home.resolve("tmp"))) {
                assertThat(files.filter(Files::isRegularFile))
                        .allMatch(file -> file.toFile().exists() && permissions(file).equals("rw-------"));
            }
        }
    }

    private static String permissions(Path file) {
        try {
            return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void write(Path file) {
        try {
            Files.createFile(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
