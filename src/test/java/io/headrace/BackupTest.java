package io.headrace;

import io.headrace.model.Principal;
import io.headrace.store.AuditFilter;
import io.headrace.store.AuditLog;
import io.headrace.store.Database;
import io.headrace.store.Deed;
import io.headrace.store.PageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a backup holds, and when it is put back. */
final class BackupTest {

    private static final Deed DEED = Deed.done("*", Principal.SERVER, Deed.Via.SERVER, "server.start", "");

    @TempDir
    Path folder = Path.of("replaced");

    private ServerConfig config(String name) {
        String text = "server: {data: \"%s\"}\n".formatted(folder.resolve(name));
        if (ConfigReader.read("test.yaml", text.getBytes(StandardCharsets.UTF_8), Map.of(),
                List.of()) instanceof ConfigRead.Valid(ServerConfig config, _)) {
            return config;
        }
        throw new AssertionError(text);
    }

    private static Database open(ServerConfig config) {
        DataFolder.make(config.data());
        return Database.open(config.databaseUrl(), InstantSource.system());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private void fill(ServerConfig config) throws IOException {
        write(config.data().resolve("identity"), "who");
        write(config.data().resolve("git/acme/infra.git/HEAD"), "ref: refs/heads/main\n");
        write(config.data().resolve("git/acme/infra.git/objects/ab/cdef"), "loose");
        write(config.data().resolve("git/acme/infra.git/objects/pack/one.pack"), "packed");
        write(config.data().resolve("git/acme/infra.git/refs/heads/main.lock"), "passing");
        Files.createDirectories(config.data().resolve("git/acme/infra.git/refs/tags"));
        write(config.data().resolve("git/.incoming/x/HEAD"), "passing");
        write(config.data().resolve("blobs/logs/" + "deep/".repeat(40) + "1"), "a log");
        write(config.data().resolve("blobs/.put-1"), "passing");
        write(config.data().resolve("machines/local/hr-1/pid"), "17");
    }

    @Test
    void backup_whileTheDatabaseIsOpen_isPutBackAsItWas() throws IOException {
        ServerConfig original = config("original");
        ServerConfig restored = config("restored");
        Path archive = folder.resolve("backup.tar.gz");
        try (Database database = open(original)) {
            new AuditLog(database).record(DEED);
            fill(original);
            new Backup(original, _ -> {}).write(archive);
            new AuditLog(database).record(DEED);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive))).isEqualTo("rw-------");
        write(restored.data().resolve("machines/local/hr-1/pid"), "18");
        new Restore(restored, _ -> {}).read(archive);
        try (Database database = open(restored)) {
            assertThat(new AuditLog(database).list(AuditFilter.ALL, PageRequest.of(null, 10)).items())
                    .map(one -> one.deed())
                    .containsExactly(DEED);
        }
        assertThat(restored.data().resolve("git/acme/infra.git/refs/tags")).isEmptyDirectory();
        assertThat(files(restored.data())).containsExactlyInAnyOrder("blobs/logs/" + "deep/".repeat(40) + "1=a log",
                "git/acme/infra.git/HEAD=ref: refs/heads/main\n", "git/acme/infra.git/objects/ab/cdef=loose",
                "git/acme/infra.git/objects/pack/one.pack=packed", "identity=who", "machines/local/hr-1/pid=18");
        assertThat(files(original.data()).stream().filter(name -> name.contains(".backup"))).isEmpty();
    }

    private static List<String> files(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("headrace.db"))
                    .map(file -> root.relativize(file) + "=" + text(file))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void archive_byTar_isReadable() throws IOException, InterruptedException {
        ServerConfig original = config("original");
        open(original).close();
        fill(original);
        Path archive = folder.resolve("backup.tar.gz");
        new Backup(original, _ -> {}).write(archive);
        Process tar = new ProcessBuilder("tar", "tzf", archive.toString()).redirectErrorStream(true).start();
        String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as(listed).isZero();
        assertThat(listed.lines()).startsWith("headrace-backup", "database")
                .contains("blobs/logs/" + "deep/".repeat(40) + "1", "git/acme/infra.git/objects/pack/one.pack")
                .doesNotContain("machines/local/hr-1/pid");
    }

    @Test
    void restore_intoAFolderInUse_isRefused() throws IOException {
        ServerConfig original = config("original");
        open(original).close();
        Path archive = folder.resolve("backup.tar.gz");
        new Backup(original, _ -> {}).write(archive);
        assertThatThrownBy(() -> new Restore(original, _ -> {}).read(archive)).isInstanceOf(CannotException.class)
                .hasMessage("the database " + folder.resolve("original/headrace.db") + " exists; move it away first, "
                        + "with all else of " + folder.resolve("original")
                        + " but 'machines', where local machines are");
        ServerConfig used = config("used");
        write(used.data().resolve("identity"), "another");
        assertThatThrownBy(() -> new Restore(used, _ -> {}).read(archive)).isInstanceOf(CannotException.class)
                .hasMessageStartingWith("the data folder " + used.data() + " is not empty: identity; ");
        assertThat(files(used.data())).containsExactly("identity=another");
    }

    @Test
    void restore_ofWhatIsNoBackup_leavesNothing() throws IOException {
        ServerConfig original = config("original");
        open(original).close();
        fill(original);
        Path archive = folder.resolve("backup.tar.gz");
        new Backup(original, _ -> {}).write(archive);
        byte[] whole = Files.readAllBytes(archive);
        byte[] torn = whole.clone();
        torn[torn.length / 2] ^= 1;
        ServerConfig restored = config("restored");
        for (byte[] bad : List.of(new byte[0], "text".getBytes(StandardCharsets.US_ASCII), torn,
                java.util.Arrays.copyOf(whole, whole.length - 9), java.util.Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(archive, bad);
            assertThatThrownBy(() -> new Restore(restored, _ -> {}).read(archive))
                    .isInstanceOf(CannotException.class)
                    .hasMessageStartingWith("cannot restore " + archive + ": ");
            assertThat(files(restored.data())).isEmpty();
        }
        assertThatThrownBy(() -> new Restore(restored, _ -> {}).read(folder.resolve("none")))
                .isInstanceOf(CannotException.class);
    }

    @Test
    void leftovers_ofBackupsThatWereKilled_areRemovedByTheNext() throws IOException {
        ServerConfig original = config("original");
        open(original).close();
        Path part = folder.resolve(".old.tar.gz.1.part");
        write(part, "half");
        write(original.data().resolve(".backup-1.lock"), part.toString());
        write(original.data().resolve(".backup-1/git/acme/infra.git/HEAD"), "copied");
        write(original.data().resolve(".backup-2.lock"), "");
        write(original.data().resolve(".backup-3/database"), "of an earlier version");
        new Backup(original, _ -> {}).write(folder.resolve("backup.tar.gz"));
        Files.delete(folder.resolve("backup.tar.gz"));
        assertThat(files(folder)).isEmpty();
        assertThat(original.data().toFile().list((_, name) -> name.startsWith("."))).isEmpty();
    }

    @Test
    void leftovers_ofABackupThatLives_areKept() throws IOException {
        ServerConfig original = config("original");
        open(original).close();
        try (Staging living = Staging.open(original.data(), folder.resolve("backup.tar.gz"))) {
            write(living.folder().resolve("database"), "copied");
            write(living.part(), "half");
            Staging.removeLeftovers(original.data());
            assertThat(living.folder().resolve("database")).hasContent("copied");
            assertThat(living.part()).hasContent("half");
        }
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void backup_ofNothing_isRefused() {
        assertThatThrownBy(() -> new Backup(config("none"), _ -> {}).write(folder.resolve("backup.tar.gz")))
                .isInstanceOf(CannotException.class)
                .hasMessageStartingWith("there is nothing to back up: ");
    }
}
