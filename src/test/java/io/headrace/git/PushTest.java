package io.headrace.git;

import io.headrace.model.Push;
import io.headrace.model.RefChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.git.GitServer.ALICE;
import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;

/** Pushing with the git command line. */
final class PushTest {

    @TempDir
    Path folder = Path.of("");

    private GitServer server;
    private GitClient client;

    @BeforeEach
    void start() {
        server = GitServer.start(folder.resolve("server"));
        client = GitClient.init(folder.resolve("client"), "main");
        client.git("remote", "add", "origin", server.url());
    }

    @AfterEach
    void stop() {
        server.assertQuiet();
        server.close();
    }

    @Test
    void push_accepted_movesTheRefAndTellsTheGate() {
        String id = client.write("a.yaml", "a: 1\n").commit("First");
        GitClient.Outcome outcome = client.tryGit("push", "-o", "wait", "origin", "main");
        assertThat(outcome.output()).contains("remote: landed 1");
        assertThat(outcome.code()).isZero();
        assertThat(server.repositories.tip(INFRA, "main")).contains(id);
        Push push = new Push(INFRA, ALICE, List.of(new RefChange("refs/heads/main", null, id)), List.of("wait"));
        assertThat(server.gate.checked).containsExactly(push);
        assertThat(server.gate.landed).containsExactly(push);
    }

    @Test
    void push_refused_showsAllLinesAndLeavesNoBytes() {
        long before = server.objectBytes();
        String id = client.write("a.yaml", "a: 1\n").commit("First");
        server.gate.answer = (push, terminal) -> {
            terminal.accept("a.yaml:1:1: wrong");
            terminal.accept("a.yaml:2:1: wrong too");
            return Map.of("refs/heads/main", "2 problems");
        };
        GitClient.Outcome outcome = client.tryGit("push", "origin", "main");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("remote: a.yaml:1:1: wrong", "remote: a.yaml:2:1: wrong too",
                "! [remote rejected] main -> main (2 problems)");
        server.assertQuiet();
        assertThat(server.objectBytes()).isEqualTo(before);
        assertThat(server.repositories.resolve(INFRA, id)).isEmpty();
        assertThat(server.gate.landed).isEmpty();
    }
}
