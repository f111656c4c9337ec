package io.headrace.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** That folders go, whatever is in them and whoever changes them meanwhile, and nothing else does. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class FolderRemovalTest {

    @TempDir
    Path folder = Path.of("");
    private Path victim = Path.of("");
    private Path doomed = Path.of("");

    @BeforeEach
    void make() throws IOException {
        victim = Files.createDirectory(folder.resolve("victim"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(victim.resolve("f" + i), "kept");
        }
        doomed = Files.createDirectories(folder.resolve("machines/doomed"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void folder_withLinks_isRemovedAndTheirTargetsAreNot() throws IOException {
        Files.createSymbolicLink(doomed.resolve("link"), victim);
        Path inner = Files.createDirectories(doomed.resolve("a/b/c"));
        Files.createSymbolicLink(inner.resolve("link"), victim);
        Files.createSymbolicLink(inner.resolve("file"), victim.resolve("f1"));
        Files.createSymbolicLink(inner.resolve("loop"), doomed);
        FolderRemoval.remove(doomed);
        assertThat(doomed).doesNotExist();
        assertVictimWhole();
    }

    @Test
    void link_insteadOfTheFolder_isRemovedAndItsTargetIsNot() throws IOException {
        Path link = Files.createSymbolicLink(doomed.resolveSibling("link"), victim);
        FolderRemoval.remove(link);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertVictimWhole();
    }

    @Test
    void folder_thatIsNotThere_isNoError() throws IOException {
        FolderRemoval.remove(doomed.resolve("none"));
        FolderRemoval.remove(doomed.resolve("none/either"));
        assertThat(doomed).isEmptyDirectory();
    }

    @Test
    void folder_deeperThanAnyPathAndStackIsLong_isRemoved() throws IOException {
        // Longer than a path may be, and deeper than descriptors go.
        for (int i = 0; i < 1500; i++) {
            Path above = Files.createDirectory(doomed.resolveSibling("above"));
            Files.move(doomed, above.resolve("dddddddd"));
            Files.move(above, doomed);
        }
        FolderRemoval.remove(doomed);
        assertThat(doomed).doesNotExist();
    }

    @Test
    void folders_thatNobodyMayEnter_areRemoved() throws IOException {
        Path inner = Files.createDirectories(doomed.resolve("locked/inner/most"));
        Files.writeString(inner.resolve("file"), "x");
        for (Path one = inner; !one.equals(doomed); one = Objects.requireNonNull(one.getParent())) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("---------"));
        }
        FolderRemoval.remove(doomed);
        assertThat(doomed).doesNotExist();
    }

    @Test
    void pipe_inTheFolder_isRemovedWithoutWaitingForAWriter() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", doomed.resolve("pipe").toString()).start().waitFor()).isZero();
        FolderRemoval.remove(doomed);
        assertThat(doomed).doesNotExist();
    }

    @RepeatedTest(3)
    void folder_swappedForALinkAgainAndAgain_isRemovedAndItsTargetIsNot() throws Exception {
        Path home = Files.createDirectory(doomed.resolve("home"));
        Path target = Files.createDirectory(home.resolve("d"));
        for (int i = 0; i < 3000; i++) {
            Files.createFile(target.resolve("f" + i));
        }
        Files.createSymbolicLink(home.resolve("l"), victim);
        boolean other = Caller.now().root() && new LocalUser("nobody").problem(folder).isEmpty();
        if (other) {
            own(home);
        }
        String swap = "echo ready; while mv -T d x && mv -T l d && mv -T d l && mv -T x d; do :; done 2>/dev/null";
        Process swapping = new ProcessBuilder("sh", "-c",
                other ? new LocalUser("nobody").exec("sh -c '" + swap + "'") : swap)
                .directory(home.toFile())
                .start();
        try {
            assertThat(swapping.getInputStream().read()).isEqualTo('r');
            Awaitility.await().ignoreExceptions().until(() -> {
                FolderRemoval.remove(doomed);
                return !Files.exists(doomed);
            });
            assertVictimWhole();
        } finally {
            swapping.descendants().forEach(ProcessHandle::destroyForcibly);
            swapping.destroyForcibly().waitFor();
        }
    }

    @Test
    void folderOfAnotherUser_whereOnlyPathsAreToBeHad_isNotRemovedByRoot() throws IOException {
        boolean root = Caller.now().root() && new LocalUser("nobody").problem(folder).isEmpty();
        if (!root) {
            System.out.println("skipped: only root can give a folder to another user");
        }
        assumeTrue(root, "only root can give a folder to another user");
        Path home = Files.createDirectory(doomed.resolve("home"));
        new LocalUser("nobody").own(home, Permissions.OWN_FOLDER);
        assertThatThrownBy(() -> FolderWalk.remove(doomed, Caller.now())).isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another user")
                .hasMessageContaining("remove it by hand");
        assertThat(home).exists();
        FolderRemoval.remove(doomed);
        assertThat(doomed).doesNotExist();
    }

    @Test
    void folderOfOurs_whereOnlyPathsAreToBeHad_isRemovedWithItsLinks() throws IOException {
        Files.createSymbolicLink(Files.createDirectory(doomed.resolve("home")).resolve("link"), victim);
        FolderWalk.remove(doomed, Caller.now());
        assertThat(doomed).doesNotExist();
        assertVictimWhole();
    }

    /** Hands it over with all that is in it. */
    private void own(Path home) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("chown", "-hR", "nobody", home.toString()).start().waitFor()).isZero();
    }

    private void assertVictimWhole() throws IOException {
        try (Stream<Path> all = Files.list(victim)) {
            assertThat(all.map(one -> one.getFileName().toString())).containsExactlyInAnyOrder("f0", "f1", "f2", "f3",
                    "f4");
        }
    }
}
