package io.headrace.git;

import io.headrace.git.Write.Edit;
import io.headrace.model.Problem;
import io.headrace.model.Push;
import io.headrace.model.RefChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.headrace.git.GitServer.ALICE;
import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commits that the API asks for. */
final class CommitWriterTest {

    private static final GitLimits LIMITS = new GitLimits(1 << 20, 2 << 20, 256 << 10, 500, 50, 50, 300 << 10,
            Duration.ofSeconds(30));

    @TempDir
    Path folder = Path.of("");

    private GitServer server;
    private GitClient client;

    @BeforeEach
    void start() {
        server = GitServer.start(folder.resolve("server"), LIMITS);
        client = GitClient.init(folder.resolve("client"), "main");
    }

    @AfterEach
    void stop() {
        server.assertQuiet();
        server.close();
    }

    @Test
    void write_onEmptyRepository_isTheFirstCommit() {
        String id = write(null, new Edit.Put("runs/lamp.yaml", "a: 1\n"));
        assertThat(server.repositories.tip(INFRA, "main")).contains(id);
        Push push = new Push(INFRA, ALICE, List.of(new RefChange("refs/heads/main", null, id)), List.of("wait"));
        assertThat(server.gate.checked).containsExactly(push);
        assertThat(server.gate.landed).containsExactly(push);
        client.git("clone", "-q", server.url(), "copy");
        assertThat(folder.resolve("client/copy/runs/lamp.yaml")).hasContent("a: 1\n");
        assertThat(GitClient.at(folder.resolve("client/copy")).git("log", "-1", "--format=%an <%ae> %cn <%ce> %B"))
                .isEqualTo("alice <alice@acme> Headrace <headrace@localhost> Scale");
    }

    @Test
    void write_putsAndDeletes_leaveAllElseAsItWas() throws Exception {
        client.write("a", "1").write("dir/b", "2").write("dir.x", "3").write("dir0", "4").write("gone/c", "5");
        client.write("run.sh", "#!/bin/sh\n");
        assertThat(client.folder().resolve("run.sh").toFile().setExecutable(true)).isTrue();
        String base = client.commit("First");
        client.git("push", "-q", server.url(), "main");
        write(base, new Edit.Put("dir/new/d", "6"), new Edit.Put("run.sh", "#!/bin/sh\nexit 0\n"),
                new Edit.Delete("gone/c"), new Edit.Put("a", "7"));
        client.git("pull", "-q", server.url(), "main");
        assertThat(client.git("ls-files", "-s").lines()).extracting(line -> line.substring(0, 6) + line.substring(49))
                .containsExactly("100644\ta", "100644\tdir.x", "100644\tdir/b", "100644\tdir/new/d", "100644\tdir0",
                        "100755\trun.sh");
        assertThat(GitClient.at(server.folder()).git("fsck", "--full", "--strict")).isEmpty();
    }

    @Test
    void write_staleBase_changesNothing() {
        String first = write(null, new Edit.Put("a", "1"));
        String second = write(first, new Edit.Put("a", "2"));
        long before = server.objectBytes();
        assertThatThrownBy(() -> write(first, new Edit.Put("a", "3"))).isInstanceOf(StaleBaseException.class);
        assertThatThrownBy(() -> write(null, new Edit.Put("a", "3"))).isInstanceOf(StaleBaseException.class);
        assertThat(server.repositories.tip(INFRA, "main")).contains(second);
        server.assertQuiet();
        assertThat(server.objectBytes()).isEqualTo(before);
    }

    @Test
    void write_branchMovesWhileJudged_isStale() {
        String first = write(null, new Edit.Put("a", "1"));
        server.gate.answer = (push, terminal) -> {
            server.gate.answer = (inner, lines) -> Map.of();
            write(first, new Edit.Put("a", "2"));
            return Map.of();
        };
        assertThatThrownBy(() -> write(first, new Edit.Put("a", "3"))).isInstanceOf(StaleBaseException.class);
        assertThat(server.gate.landed).hasSize(2);
    }

    @Test
    void write_refused_tellsTheLinesAndLeavesNoBytes() {
        long before = server.objectBytes();
        server.gate.answer = (push, terminal) -> {
            terminal.accept("a.yaml:1:1: wrong");
            return Map.of("refs/heads/main", "1 problem");
        };
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> write(null, new Edit.Put("a.yaml", "x")))
                .withMessage("1 problem")
                .satisfies(refused -> assertThat(refused.lines()).containsExactly("a.yaml:1:1: wrong"));
        server.assertQuiet();
        assertThat(server.objectBytes()).isEqualTo(before);
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void write_ofWhatIsThereAlready_isTheBase() {
        String first = write(null, new Edit.Put("a", "1"));
        assertThat(write(first, new Edit.Put("a", "1"))).isEqualTo(first);
        assertThat(server.gate.checked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"../x, the path has a part '..'", ".git/config, the path has a part '.git'", "/etc/x, a part ''",
        "'a\\b', a backslash", "file/below, is no folder", "dir, is a folder", "link, is a symbolic link"})
    void write_unfitPath_isAProblem(String path, String words) throws Exception {
        client.write("file", "1").write("dir/x", "2");
        java.nio.file.Files.createSymbolicLink(client.folder().resolve("link"), Path.of("/etc/passwd"));
        String base = client.commit("First");
        client.git("push", "-q", server.url(), "main");
        assertThatExceptionOfType(InvalidTreeException.class).isThrownBy(() -> write(base, new Edit.Put(path, "x")))
                .satisfies(failure -> assertThat(failure.problems()).extracting(Problem::message)
                        .singleElement()
                        .asString()
                        .contains(words));
        assertThat(server.repositories.tip(INFRA, "main")).contains(base);
    }

    @Test
    void write_deleteOfNothing_isAProblem() {
        assertThatExceptionOfType(InvalidTreeException.class).isThrownBy(() -> write(null, new Edit.Delete("a")))
                .satisfies(failure -> assertThat(failure.problems())
                        .containsExactly(Problem.error("a", 1, 1, "does not exist")));
    }

    @Test
    void write_tooLarge_isALimit() {
        assertThatThrownBy(() -> write(null, new Edit.Put("a", "x".repeat(300 << 10))))
                .isInstanceOf(RepositoryLimitException.class);
    }

    @Test
    void read_unknownThings_saySo() {
        String unknown = "0123456789012345678901234567890123456789";
        assertThatThrownBy(() -> server.repositories.commit(INFRA, unknown)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> server.repositories.tree(INFRA, "HEAD", "."))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> server.repositories.refs(new io.headrace.model.RepositoryKey("acme", "none")))
                .isInstanceOf(NoSuchRepositoryException.class);
    }

    @Test
    void resolve_knowsIdsBranchesAndTags_butNoExpressions() {
        String first = write(null, new Edit.Put("a", "1"));
        String second = write(first, new Edit.Put("a", "2"));
        for (String name : List.of("main", "refs/heads/main", "HEAD", second, second.substring(0, 8))) {
            assertThat(server.repositories.resolve(INFRA, name)).as(name).contains(second);
        }
        for (String name : List.of("main~1", "main^{/a}", ":/Scale", "@", "main..HEAD", "none", "", "main@{0}", "-x",
                "refs/heads/../../config")) {
            assertThat(server.repositories.resolve(INFRA, name)).as(name).isEmpty();
        }
        assertThat(server.repositories.isAncestor(INFRA, first, second)).isTrue();
        assertThat(server.repositories.isAncestor(INFRA, second, first)).isFalse();
        assertThat(server.repositories.commit(INFRA, second).parents()).containsExactly(first);
    }

    @Test
    void create_again_movesTheDeployedBranchOnly() {
        String first = write(null, new Edit.Put("a", "1"));
        server.repositories.create(INFRA, "release");
        assertThat(server.repositories.deployedRef(INFRA)).isEqualTo("refs/heads/release");
        assertThat(server.repositories.tip(INFRA, "main")).contains(first);
        client.git("push", "-q", server.url(), ":main");
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    private String write(@Nullable String base, Edit... edits) {
        Write write = new Write("main", base, "Scale", List.of(edits), ALICE, List.of("wait"));
        return server.repositories.write(INFRA, write, server.gate);
    }
}
