package io.headrace.git;

import io.headrace.git.RawRepository.Entry;
import io.headrace.model.Problem;
import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What strangers put into repositories. */
final class BadContentTest {

    private static final GitLimits SMALL = new GitLimits(1 << 20, 2 << 20, 256 << 10, 500, 5, 50, 300 << 10,
            Duration.ofSeconds(30));

    @TempDir
    Path folder = Path.of("");

    private GitServer server;
    private GitClient client;

    @BeforeEach
    void start() {
        server = GitServer.start(folder.resolve("server"), SMALL);
        client = GitClient.init(folder.resolve("client"), "main");
        client.git("remote", "add", "origin", server.url());
    }

    @AfterEach
    void stop() {
        server.assertQuiet();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../../other/x.git/HEAD", ".git/config", "a.yaml", "nowhere", "."})
    void symlink_anyTarget_isTypedAndNeverFollowed(String target) throws Exception {
        Files.createSymbolicLink(client.folder().resolve("a.yaml"), Path.of(target));
        Files.createSymbolicLink(client.folder().resolve("dir"), Path.of("."));
        String id = client.commit("Links");
        client.git("push", "-q", "origin", "main");
        SourceTree tree = server.repositories.tree(INFRA, id, ".");
        assertThat(tree.files()).extracting(TreeFile::path, TreeFile::kind, TreeFile::size)
                .containsExactly(tuple("a.yaml", TreeFile.Kind.SYMLINK, 0L), tuple("dir", TreeFile.Kind.SYMLINK, 0L));
        assertThat(tree.file("dir/a.yaml")).isEmpty();
        assertThatThrownBy(() -> tree.read(tree.file("a.yaml").orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void submodule_isTypedAndNotRead() throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId elsewhere = ObjectId.fromString("0123456789012345678901234567890123456789");
            id = raw.commit("main", raw.tree(new Entry("160000", "lib", elsewhere)));
        }
        client.git("push", "-q", "origin", "main");
        assertThat(server.repositories.tree(INFRA, id, ".").files()).containsExactly(
                new TreeFile("lib", "0123456789012345678901234567890123456789", TreeFile.Kind.SUBMODULE, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"url = -u./x\n\tpath = lib", "url = https://example.org/x\n\tpath = -x",
        "url = \"https://example.org/x\\r\"\n\tpath = lib"})
    void gitmodules_withOptionsInjected_areRefused(String lines) {
        client.write(".gitmodules", "[submodule \"lib\"]\n\t" + lines + "\n").commit("Module");
        assertRefused("main");
    }

    @Test
    void gitmodules_namedLikeAPathOutside_areRefused() {
        client.write(".gitmodules", "[submodule \"../../x\"]\n\turl = https://example.org/x\n\tpath = lib\n")
                .commit("Module");
        assertRefused("main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url = ext::sh -c touch% /tmp/x", "url = file:///etc"})
    void gitmodules_withAnyUrl_areOnlyText(String line) {
        String id = client.write(".gitmodules", "[submodule \"lib\"]\n\t" + line + "\n\tpath = lib\n")
                .commit("Module");
        client.git("push", "-q", "origin", "main");
        assertThat(server.repositories.tree(INFRA, id, ".").files()).extracting(TreeFile::path)
                .containsExactly(".gitmodules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ".git", ".GIT", "git~1", ".g\u200Cit", "a/b", ""})
    void tree_withDangerousName_isRefusedInThePush(String name) throws Exception {
        try (RawRepository raw = new RawRepository(client)) {
            raw.commit("main", raw.tree(new Entry("100644", name, raw.blob("x"))));
        }
        assertRefused("main");
    }

    @ParameterizedTest
    @CsvSource({"'a\\b.yaml', a backslash", "C:x.yaml, a drive letter", "'a\u202Elmay.x', direction-changing",
        "'a\u200Bb.yaml', invisible", "'a\nb.yaml', control"})
    void tree_withOddName_isAProblemAtItsPath(String name, String words) throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            id = raw.commit("main", raw.tree(new Entry("100644", name, raw.blob("x"))));
        }
        client.git("push", "-q", "origin", "main");
        InvalidTreeException odd = catchThrowableOfType(InvalidTreeException.class,
                () -> server.repositories.tree(INFRA, id, "."));
        assertThat(odd.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(PathRules.printable(name));
            assertThat(problem.message()).contains(words);
        });
    }

    @ParameterizedTest
    @CsvSource({"A.yaml, a.yaml", "caf\u00e9.yaml, cafe\u0301.yaml"})
    void tree_withTwins_isAProblemAtTheSecond(String one, String two) throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            List<Entry> entries = new ArrayList<>(List.of(new Entry("100644", one, raw.blob("1")),
                    new Entry("100644", two, raw.blob("2"))));
            entries.sort((a, b) -> java.util.Arrays.compareUnsigned(a.name().getBytes(StandardCharsets.UTF_8),
                    b.name().getBytes(StandardCharsets.UTF_8)));
            id = raw.commit("main", raw.tree(entries.toArray(Entry[]::new)));
        }
        client.git("push", "-q", "origin", "main");
        InvalidTreeException twins = catchThrowableOfType(InvalidTreeException.class,
                () -> server.repositories.tree(INFRA, id, "."));
        assertThat(twins.problems()).extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("only by case or by how its characters are composed");
    }

    @Test
    void tree_withVeryLongPath_isAProblem() throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId tree = raw.tree(new Entry("100644", "x.yaml", raw.blob("x")));
            for (int i = 0; i < 40; i++) {
                tree = raw.tree(new Entry("40000", "d".repeat(100), tree));
            }
            id = raw.commit("main", tree);
        }
        client.git("push", "-q", "origin", "main");
        assertThatExceptionOfType(InvalidTreeException.class)
                .isThrownBy(() -> server.repositories.tree(INFRA, id, "."))
                .satisfies(failure -> assertThat(failure.problems().getFirst().message()).contains("longer than 1024"));
    }

    @Test
    void treeBomb_isCutOffQuickly() throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId tree = raw.tree(new Entry("100644", "x", raw.blob("x")));
            for (int depth = 0; depth < 10; depth++) {
                List<Entry> entries = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    entries.add(new Entry("40000", "d" + i, tree));
                }
                tree = raw.tree(entries.toArray(Entry[]::new));
            }
            id = raw.commit("main", tree);
        }
        client.git("push", "-q", "origin", "main");
        assertThatExceptionOfType(RepositoryLimitException.class)
                .isThrownBy(() -> server.repositories.tree(INFRA, id, "."))
                .withMessageContaining("more than 50 files and folders");
    }

    @Test
    void tree_onlyTheConfiguredPathCounts() {
        for (int i = 0; i < 60; i++) {
            client.write("elsewhere/" + i, "x");
        }
        String id = client.write("deploy/a.yaml", "a: 1\n").write("deploy/sub/b.yaml", "b: 1\n").commit("Files");
        client.git("push", "-q", "origin", "main");
        SourceTree tree = server.repositories.tree(INFRA, id, "deploy");
        assertThat(tree.files()).extracting(TreeFile::path).containsExactly("deploy/a.yaml", "deploy/sub/b.yaml");
        assertThat(tree.file("elsewhere/7")).isPresent();
        assertThat(server.repositories.tree(INFRA, id, "nowhere").files()).isEmpty();
        assertThat(server.repositories.tree(INFRA, id, "../x").files()).isEmpty();
        assertThatExceptionOfType(RepositoryLimitException.class)
                .isThrownBy(() -> server.repositories.tree(INFRA, id, "."));
    }

    @Test
    void attributesAndLfsPointers_areOnlyText() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
        String id = client.write(".gitattributes", "*.yaml filter=lfs text eol=crlf ident\n")
                .write("a.yaml", pointer)
                .commit("Filters");
        client.git("push", "-q", "origin", "main");
        SourceTree tree = server.repositories.tree(INFRA, id, ".");
        assertThat(tree.read(tree.file("a.yaml").orElseThrow())).asString(StandardCharsets.UTF_8).isEqualTo(pointer);
    }

    @Test
    void filesTogetherTooLarge_isALimit() {
        String id = client.write("a", "a".repeat(200 << 10)).write("b", "b".repeat(200 << 10)).commit("Large");
        client.git("push", "-q", "origin", "main");
        assertThatExceptionOfType(RepositoryLimitException.class)
                .isThrownBy(() -> server.repositories.tree(INFRA, id, "."))
                .withMessageContaining("more than 307200 bytes together");
    }

    @Test
    void object_tooLarge_isRefused() {
        client.write("a", "a".repeat(300 << 10)).commit("Large");
        assertThat(assertRefused("main")).contains("Object too large", "limit is 262,144 bytes");
    }

    @Test
    void pack_tooLarge_isRefused() throws Exception {
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 10; i++) {
            byte[] noise = new byte[200 << 10];
            random.nextBytes(noise);
            Files.write(client.folder().resolve("noise" + i), noise);
        }
        client.commit("Noise");
        assertThat(assertRefused("main")).contains("the pack has more than 1048576 bytes, which is the limit");
    }

    @Test
    void pack_withTooManyObjects_isRefused() {
        for (int i = 0; i < 600; i++) {
            client.write("f" + i, "" + i);
        }
        client.commit("Many");
        assertThat(assertRefused("main")).contains("at most 500");
    }

    @Test
    void repository_full_refusesMore() throws Exception {
        java.util.Random random = new java.util.Random(1);
        boolean refused = false;
        for (int i = 0; i < 20 && !refused; i++) {
            byte[] noise = new byte[200 << 10];
            random.nextBytes(noise);
            Files.write(client.folder().resolve("noise"), noise);
            client.commit("Noise");
            GitClient.Outcome outcome = client.tryGit("push", "origin", "main");
            refused = outcome.output().contains("the repository would have more than 2097152 bytes");
            assertThat(refused || outcome.good()).as(outcome.output()).isTrue();
        }
        server.assertQuiet();
        assertThat(refused).isTrue();
        assertThat(server.objectBytes()).isLessThan(2 << 20);
    }

    @Test
    void refs_overTheLimit_areRefused() {
        client.commit("First");
        for (int i = 0; i < 8; i++) {
            client.git("branch", "b" + i);
        }
        GitClient.Outcome outcome = client.tryGit("push", "--all", "origin");
        assertThat(outcome.output()).contains("the repository has 5 refs already");
        assertThat(server.repositories.refs(INFRA)).hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-62135596800 +0000", "253402300799 +0000", "99999999999999999 +0000"})
    void commit_withOddDate_isRefusedOrRead(String date) throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId tree = raw.tree(new Entry("100644", "a.yaml", raw.blob("a: 1\n")));
            id = raw.rawCommit("main", "tree " + tree.name() + "\nauthor Ann <a@b> " + date
                    + "\ncommitter Ann <a@b> " + date + "\n\nOld\n");
        }
        GitClient.Outcome outcome = client.tryGit("push", "origin", "main");
        if (outcome.good()) {
            assertThat(server.repositories.commit(INFRA, id).subject()).isEqualTo("Old");
        } else {
            assertThat(outcome.output()).contains("bad date");
        }
    }

    @Test
    void commit_signedByNobodyKnown_isReadLikeAnyOther() throws Exception {
        String id;
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId tree = raw.tree(new Entry("100644", "a.yaml", raw.blob("a: 1\n")));
            id = raw.rawCommit("main",
                    "tree " + tree.name() + "\nauthor Ann <a@b> 1 +0000\ncommitter Ann <a@b> 1 +0000\n"
                            + "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nSigned\n\n"
                            + "Headrace-Allow-Destroy: 3\n");
        }
        client.git("push", "-q", "origin", "main");
        CommitInfo commit = server.repositories.commit(INFRA, id);
        assertThat(commit).isEqualTo(new CommitInfo(id, "Ann <a@b>", "Signed", "Signed\n\nHeadrace-Allow-Destroy: 3\n",
                List.of(new CommitInfo.Trailer("Headrace-Allow-Destroy", "3")), List.of()));
        assertThat(commit.trailer("headrace-allow-destroy")).contains("3");
    }

    @Test
    void commit_withMissingObjects_isRefused() throws Exception {
        try (RawRepository raw = new RawRepository(client)) {
            ObjectId tree = raw.tree(new Entry("100644", "a.yaml", raw.blob("a: 1\n")));
            raw.commit("main", tree);
        }
        String id = client.git("rev-parse", "main");
        String pack = client.run(id + "\n", "pack-objects", "-q", "incomplete").output().strip();
        byte[] bytes = Files.readAllBytes(client.folder().resolve("incomplete-" + pack + ".pack"));
        RawPush.Answer answer = RawPush.send(server, id, "refs/heads/main", bytes);
        assertThat(answer.text()).contains("unpack error", "issing");
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void push_64KibRefName_isRefused() throws Exception {
        String id = client.commit("First");
        RawPush.Answer answer = RawPush.send(server, id, "refs/heads/" + "x".repeat(65_000), RawPush.EMPTY_PACK);
        assertThat(answer.text()).doesNotContain("unpack ok\n000eok");
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void pack_announcingBillionsOfObjects_isRefusedAtOnce() throws Exception {
        String id = client.commit("First");
        byte[] pack = RawPush.EMPTY_PACK.clone();
        pack[8] = 0x3b;
        RawPush.Answer answer = RawPush.send(server, id, "refs/heads/main", pack);
        assertThat(answer.text()).contains("at most 500");
    }

    @Test
    void pack_thatIsNone_isRefused() throws Exception {
        String id = client.commit("First");
        RawPush.Answer answer = RawPush.send(server, id, "refs/heads/main", "garbage".repeat(10)
                .getBytes(
                        StandardCharsets.US_ASCII));
        assertThat(answer.text()).contains("unpack error", "Not a PACK file");
    }

    @Test
    void requestBody_gzipBomb_endsAtTheLimit() throws Exception {
        RawPush.Answer answer = RawPush.gzipBomb(server);
        assertThat(answer.status()).isBetween(200, 599);
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    private String assertRefused(String branch) {
        long before = server.objectBytes();
        GitClient.Outcome outcome = client.tryGit("push", "origin", branch);
        assertThat(outcome.good()).as(outcome.output()).isFalse();
        server.assertQuiet();
        assertThat(server.objectBytes()).isEqualTo(before);
        assertThat(server.repositories.refs(INFRA)).isEmpty();
        return outcome.output();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
