package io.headrace.agent;

import io.headrace.agent.Host.Flavor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.headrace.agent.AgentScriptTest.assumeHere;
import static io.headrace.agent.AgentScriptTest.soon;
import static io.headrace.agent.AgentScriptTest.write;
import static io.headrace.model.RecipeStep.DEPLOY;
import static io.headrace.model.RecipeStep.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

/** Agents whose server has lost its database tell it what they did, and do nothing of it again. */
final class AgentRecallTest {

    private static final String ONE = "web.1:1";

    @ParameterizedTest
    @MethodSource("io.headrace.agent.AgentScriptTest#flavors")
    void steps_thatWereFinished_areToldAndNotRunAgain(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .outputs("ready", "text")
                .recipe(DEPLOY, "echo run >>runs; headrace set ready yes; headrace set text \"$(printf 'a\\nb =c')\"")
                .recipe(REPORT, "echo report >>runs");
        AgentScene first = new AgentScene(folder).declare(nodes);
        try (Host host = Host.of(first, folder, "web.1", 1, flavor)) {
            soon().until(() -> first.instances().equals(List.of("web.1:1 ready")));
            first.close();
            try (AgentScene second = AgentScene.afterTheLoss(folder, first.port())) {
                second.adopt(nodes, ONE);
                soon().until(() -> second.instances().equals(List.of("web.1:1 ready")));
                assertThat(second.steps(ONE)).containsExactly("deploy succeeded 0", "report succeeded 0");
                assertThat(second.value(ONE, "ready")).contains("yes");
                assertThat(second.value(ONE, "text")).contains("a\nb =c");
                assertThat(host.text("work/runs")).isEqualTo("run\nreport\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.headrace.agent.AgentScriptTest#flavors")
    void step_inTheMiddle_goesOnAndSetsItsValues(Flavor flavor, @TempDir Path folder) {
        assumeHere(flavor);
        Nodes nodes = new Nodes().node("web", 1)
                .outputs("ready")
                .recipe(DEPLOY,
                        "echo run >>runs; until [ -e go ]; do sleep 0.1; done; headrace set ready yes; echo end");
        AgentScene first = new AgentScene(folder).declare(nodes);
        try (Host host = Host.of(first, folder, "web.1", 1, flavor)) {
            soon().until(() -> host.text("work/runs").equals("run\n"));
            first.close();
            try (AgentScene second = AgentScene.afterTheLoss(folder, first.port())) {
                write(host.home.resolve("work/go"));
                second.adopt(nodes, ONE);
                soon().until(() -> second.instances().equals(List.of("web.1:1 ready")));
                assertThat(second.steps(ONE)).containsExactly("deploy succeeded 0");
                assertThat(second.value(ONE, "ready")).contains("yes");
                assertThat(second.log(AgentScene.key("web.1", 1), 1)).isEqualTo("end\n");
                assertThat(host.text("work/runs")).isEqualTo("run\n");
            }
        }
    }

    @Test
    void agent_thatTheServerDoesNotKnowYet_waitsUntilItDoes(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "echo run >>runs");
        AgentScene first = new AgentScene(folder).declare(nodes);
        try (Host host = Host.of(first, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> first.instances().equals(List.of("web.1:1 ready")));
            first.close();
            try (AgentScene second = AgentScene.afterTheLoss(folder, first.port())) {
                soon().until(() -> host.text("agent.log").contains("hello: there is no"));
                second.adopt(nodes, ONE);
                soon().until(() -> second.instances().equals(List.of("web.1:1 ready")));
                assertThat(host.text("work/runs")).isEqualTo("run\n");
            }
        }
    }

    @Test
    void value_ofTheRun_isTheLatestThatAnyAgentRemembers(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 2).outputs("ready").recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder)) {
            scene.adopt(nodes, ONE, "web.2:1");
            ParameterKey key = ParameterKey.parse("ready");
            scene.parameters.recall(scene.state(), ONE, key, "older", 10);
            scene.parameters.recall(scene.state(), ONE, key, "newest", 30);
            scene.parameters.recall(scene.state(), ONE, key, "old", 20);
            assertThat(scene.value(ONE, "ready")).contains("newest");
            scene.parameters.set(scene.state(), AgentScene.key("web.2", 1), key, "since");
            scene.parameters.recall(scene.state(), "web.2:1", key, "before", 40);
            assertThat(scene.value("web.2:1", "ready")).contains("since");
            scene.parameters.recall(scene.state(), "web.2:7", key, "of nobody", 40);
            assertThat(scene.value("web.2:7", "ready")).isEmpty();
        }
    }

    @Test
    void logAndReport_whoseAnswersAreLost_areKeptOnce(@TempDir Path folder) {
        Nodes nodes = new Nodes().node("web", 1)
                .recipe(DEPLOY, "seq 1 20000")
                .recipe(REPORT, "head -c 1200000 /dev/urandom >$HEADRACE_REPORT_DIR/big");
        try (AgentScene scene = new AgentScene(folder)) {
            scene.lost.put("report", 2);
            scene.lost.put("output", 2);
            scene.declare(nodes);
            try (Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
                soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
                assertThat(scene.log(AgentScene.key("web.1", 1), 1).lines()).hasSize(20_000).endsWith("20000");
                assertThat(gzip(scene.bytes(AgentLogs.reports(AgentScene.key("web.1", 1)) + "2.tar.gz")))
                        .isEqualTo((int) host.home.resolve("reports/big").toFile().length());
            }
        }
    }

    /** How long the file in the archive is that is longest: all of it could be unpacked. */
    private static int gzip(byte[] archive) {
        try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(archive))) {
            return Math.min(1_200_000, in.readAllBytes().length);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void agent_whoseFolderIsGone_endsAndSaysSo(@TempDir Path folder) throws Exception {
        Nodes nodes = new Nodes().node("web", 1).recipe(DEPLOY, "true");
        try (AgentScene scene = new AgentScene(folder).declare(nodes);
                Host host = Host.of(scene, folder, "web.1", 1, Flavor.USUAL)) {
            soon().until(() -> scene.instances().equals(List.of("web.1:1 ready")));
            Path kept = folder.resolve("console");
            Files.createLink(kept, host.home.resolve("console"));
            new ProcessBuilder("rm", "-rf", host.home.toString()).start().waitFor();
            scene.signals.close();
            soon().until(() -> !host.agentAlive());
            assertThat(Files.readString(kept)).contains("the folder " + host.home + " is gone: the agent ends");
        }
    }
}
