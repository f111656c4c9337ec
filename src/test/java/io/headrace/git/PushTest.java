package io.headrace.git;

import io.headrace.model.Push;
import io.headrace.model.RefChange;
import io.headrace.model.SourceTree;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void push_whileJudged_showsLinesAtOnceAndObjectsByTheirIds() throws Exception {
        String id = client.write("a.yaml", "a: 1\n").commit("First");
        CountDownLatch seen = new CountDownLatch(1);
        List<String> paths = new CopyOnWriteArrayList<>();
        server.gate.answer = (push, terminal) -> {
            SourceTree tree = server.repositories.tree(INFRA, id, ".");
            tree.files().forEach(file -> paths.add(file.path() + "=" + text(tree.read(file))));
            paths.add(server.repositories.commit(INFRA, id).subject());
            terminal.accept("judging");
            await(seen);
            return Map.of();
        };
        Process push = client.start("push", "origin", "main");
        try (BufferedReader lines = push.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("judging")) {
                line = lines.readLine();
            }
            assertThat(line).contains("remote: judging");
            assertThat(server.repositories.tip(INFRA, "main")).isEmpty();
            seen.countDown();
            assertThat(lines.lines().toList()).anyMatch(last -> last.contains("landed 1"));
        }
        assertThat(push.waitFor()).isZero();
        assertThat(paths).containsExactly("a.yaml=a: 1\n", "First");
    }

    @Test
    void push_gateBreaks_isRefusedWithoutDetails() {
        client.commit("First");
        server.gate.answer = (push, terminal) -> {
            throw new IllegalStateException("a secret detail");
        };
        GitClient.Outcome outcome = client.tryGit("push", "origin", "main");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("internal error, nothing was changed").doesNotContain("secret detail");
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void push_severalRefsOneRefused_movesTheOthersAndKeepsOnlyTheirObjects() {
        String good = client.write("a.yaml", "a: 1\n").commit("Good");
        client.git("checkout", "-q", "-b", "bad");
        String bad = client.write("b.yaml", "b: 1\n").commit("Bad");
        String blob = client.git("rev-parse", "HEAD:b.yaml");
        server.gate.refuse("refs/heads/bad", "not this one");
        GitClient.Outcome outcome = client.tryGit("push", "origin", "main", "bad");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("! [remote rejected] bad -> bad (not this one)",
                "* [new branch]      main -> main");
        assertThat(server.repositories.refs(INFRA)).isEqualTo(Map.of("refs/heads/main", good));
        assertThat(server.gate.landed).extracting(Push::changes)
                .containsExactly(List.of(new RefChange("refs/heads/main", null, good)));
        assertThat(GitClient.at(server.folder()).tryGit("cat-file", "-e", bad).good()).isFalse();
        assertThat(GitClient.at(server.folder()).tryGit("cat-file", "-e", blob).good()).isFalse();
        assertThat(GitClient.at(server.folder()).git("fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void push_atomicOneRefused_movesNothing() {
        long before = server.objectBytes();
        client.commit("Good");
        client.git("branch", "bad");
        server.gate.refuse("refs/heads/bad", "not this one");
        GitClient.Outcome outcome = client.tryGit("push", "--atomic", "origin", "main", "bad");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("(not this one)", "(transaction aborted)");
        server.assertQuiet();
        assertThat(server.repositories.refs(INFRA)).isEmpty();
        assertThat(server.objectBytes()).isEqualTo(before);
        assertThat(server.gate.landed).isEmpty();
    }

    @Test
    void forcePush_deployedBranch_movesWhenTheGateAccepts() {
        client.write("a.yaml", "a: 1\n").commit("First");
        client.git("push", "-q", "origin", "main");
        client.git("checkout", "-q", "--orphan", "other");
        String unrelated = client.write("a.yaml", "a: 2\n").commit("Unrelated");
        assertThat(client.tryGit("push", "origin", "other:main").output()).contains("[rejected]");
        client.git("push", "-q", "--force", "origin", "other:main");
        assertThat(server.repositories.tip(INFRA, "main")).contains(unrelated);
    }

    @Test
    void deletion_deployedBranchRefusedOthersAllowed() {
        String id = client.commit("First");
        client.git("push", "-q", "origin", "main", "main:topic");
        GitClient.Outcome outcome = client.tryGit("push", "origin", ":main", ":topic");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("- [deleted]         topic",
                "! [remote rejected] main (this branch is deployed; to end its runs, remove them from it with a commit)");
        assertThat(server.repositories.refs(INFRA)).isEqualTo(Map.of("refs/heads/main", id));
        client.git("push", "-q", "origin", "main:topic");
        assertThat(server.repositories.tip(INFRA, "topic")).contains(id);
    }

    @Test
    void tags_createdMovedAndDeleted_arePeeledToTheirCommits() {
        String first = client.commit("First");
        client.git("tag", "-a", "v1", "-m", "One");
        client.git("push", "-q", "origin", "main", "v1");
        assertThat(server.repositories.tip(INFRA, "refs/tags/v1")).contains(first);
        String second = client.commit("Second");
        client.git("tag", "-f", "-a", "v1", "-m", "Moved");
        client.git("push", "-q", "--force", "origin", "v1");
        assertThat(server.repositories.tip(INFRA, "refs/tags/v1")).contains(second);
        assertThat(server.repositories.resolve(INFRA, "v1")).contains(second);
        client.git("push", "-q", "origin", ":v1");
        assertThat(server.repositories.tip(INFRA, "refs/tags/v1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"refs/headrace/good/lamp, only the server writes this ref",
        "refs/notes/headrace, only the server writes this ref",
        "refs/tags/main, the deployed branch is named 'main' too",
        "refs/heads/HEAD, a branch is not named 'HEAD'",
        "refs/tags/HEAD, a tag is not named 'HEAD'",
        "refs/heads/refs/heads/main, a branch is not named 'refs/heads/main'",
        "refs/for/main, 'only branches, tags and notes can be pushed'",
        "refs/heads/back\u202Ewards, 'control, invisible or direction-changing characters'"})
    void push_refOfTheServerOrOdd_isRefused(String ref, String reason) {
        client.commit("First");
        GitClient.Outcome outcome = client.tryGit("push", "origin", "HEAD:" + ref);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("[remote rejected]", reason);
        assertThat(server.repositories.refs(INFRA)).isEmpty();
        assertThat(server.gate.checked).isEmpty();
    }

    @Test
    void name_ofABranchAndATag_isTheBranchAndTheTagCanBeDeleted() {
        String first = client.commit("First");
        client.git("push", "-q", "origin", "main", "main:refs/tags/topic");
        String second = client.commit("Second");
        client.git("push", "-q", "origin", "main:refs/heads/topic");
        GitClient.at(server.folder()).git("update-ref", "refs/tags/main", second);
        assertThat(server.repositories.resolve(INFRA, "main")).contains(first);
        assertThat(server.repositories.resolve(INFRA, "topic")).contains(second);
        assertThat(server.repositories.resolve(INFRA, "refs/tags/topic")).contains(first);
        client.git("push", "-q", "origin", ":refs/tags/main");
        assertThat(server.repositories.tip(INFRA, "refs/tags/main")).isEmpty();
    }

    @Test
    void push_longRefName_isRefused() {
        client.commit("First");
        GitClient.Outcome outcome = client.tryGit("push", "origin", "HEAD:refs/heads/" + "x".repeat(300));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("a ref name has at most 250 bytes");
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void push_branchToABlob_isRefused() {
        String blob = client.write("a.yaml", "a: 1\n").git("hash-object", "-w", "a.yaml");
        GitClient.Outcome outcome = client.tryGit("push", "origin", blob + ":refs/heads/topic");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void push_sha256Repository_isRefusedClearly() {
        String id = client.commit("First");
        client.git("push", "-q", "origin", "main");
        GitClient other = GitClient.init(folder.resolve("sha256"), "main", "sha256");
        other.commit("First");
        GitClient.Outcome outcome = other.tryGit("push", server.url(), "main");
        assertThat(outcome.good()).isFalse();
        assertThat(outcome.output()).contains("hash algorithm");
        assertThat(server.repositories.refs(INFRA)).isEqualTo(Map.of("refs/heads/main", id));
    }

    @Test
    void push_terminalControlsInLines_areShownAsNumbers() {
        client.commit("First");
        server.gate.answer = (push, terminal) -> {
            terminal.accept("\u001b[2Jcleared \u202Egnp");
            return Map.of();
        };
        assertThat(client.tryGit("push", "origin", "main").output()).contains("\\u{1b}[2Jcleared \\u{202e}gnp");
    }

    @Test
    void push_manyCommitsOneByOne_thenCompacted_keepsAllInOnePack() throws Exception {
        for (int i = 0; i < 22; i++) {
            client.write("a.yaml", "a: " + i + "\n").commit("Commit " + i);
            client.git("push", "-q", "origin", "main");
        }
        for (Path file : Folders.files(server.folder().resolve("objects/pack"))) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        server.repositories.compact(INFRA);
        assertThat(server.folder().resolve("objects/pack").toFile().list((_, name) -> name.endsWith(".pack")))
                .hasSize(1);
        assertThat(GitClient.at(server.folder()).git("fsck", "--full", "--strict")).isEmpty();
        assertThat(server.repositories.commit(INFRA, client.git("rev-parse", "HEAD~7")).subject())
                .isEqualTo("Commit 14");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
