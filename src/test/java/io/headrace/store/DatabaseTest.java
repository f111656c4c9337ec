package io.headrace.store;

import io.headrace.model.Attempt;
import io.headrace.model.Entry;
import io.headrace.model.RunState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is SQLite's alone: its file, who has it, and what a kill leaves of it. */
final class DatabaseTest {
    @TempDir
    private Path folder = Path.of("replaced");
    private final InstantSource clock = new FakeClock();

    private Path file() {
        return folder.resolve("data/headrace.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }

    private Path output() {
        return folder.resolve("output");
    }

    /** Waits until the other process has said so much; it begins with {@code open}. */
    private void awaitLines(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Files.readAllLines(output()))
                        .startsWith("open")
                        .hasSizeGreaterThan(count - 1));
    }

    @Test
    void folder_thatIsAbsent_isMadeAndTheFileIsItsOwnersOnly() throws Exception {
        Database.open(url(), clock).close();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void folder_thatCannotBeMade_isSaid() throws Exception {
        Path taken = Files.createFile(Files.createDirectories(file().getParent()).resolve("taken"));
        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + taken.resolve("headrace.db"), clock))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the database " + taken.resolve("headrace.db") + " cannot be written: " + taken);
    }

    @Test
    void disk_thatIsFull_isSaid() {
        IOException full = new IOException("/data/headrace.db: No space left on device");
        assertThat(StoreUnavailableException.ofFile("the database /data/headrace.db", full)).get()
                .satisfies(one -> assertThat(one.full()).isTrue())
                .satisfies(
                        one -> assertThat(one).hasMessage("the database /data/headrace.db cannot be written: the disk"
                                + " is full; free space on it"));
        assertThat(StoreUnavailableException.ofFile("x", new AccessDeniedException("x"))).get()
                .satisfies(one -> assertThat(one.full()).isFalse())
                .satisfies(
                        one -> assertThat(one).hasMessage("x cannot be written; check the permissions of the file and"
                                + " its folder"));
    }

    @Test
    void database_openInThisProcess_isRefusedASecondTime() {
        long own = ProcessHandle.current().pid();
        try (Database database = Database.open(url(), clock)) {
            assertThatThrownBy(() -> Database.open(url(), clock)).isInstanceOf(DatabaseInUseException.class)
                    .hasMessage(file() + " is used by another Headrace (pid " + own + ")");
            assertThat(new Events(database).last()).isZero();
        }
        Database.open(url(), clock).close();
    }

    @Test
    void database_openInAnotherProcess_isRefusedWithItsPidUntilThatDies() throws Exception {
        Process other = ChildServer.start(url(), output());
        try {
            awaitLines(1);
            assertThatThrownBy(() -> Database.open(url(), clock)).isInstanceOf(DatabaseInUseException.class)
                    .hasMessage(file() + " is used by another Headrace (pid " + other.pid() + ")");
        } finally {
            other.destroyForcibly().waitFor();
        }
        Database.open(url(), clock).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:postgresql://db/headrace", "headrace.db",
        "jdbc:sqlite:file:x?mode=memory"})
    void url_ofAnotherKind_isRefused(String url) {
        assertThatThrownBy(() -> Database.open(url, clock)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("database.url");
    }

    @Test
    void database_ofANewerHeadrace_isRefusedAndLeftAsItIs() throws Exception {
        Database.open(url(), clock).close();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                  installed_by, installed_on, execution_time, success)
                values (1000, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', '2026-03-01 12:00:00.000', 1, true)
                """);
        }
        assertThatThrownBy(() -> Database.open(url(), clock)).isInstanceOf(RuntimeException.class)
                .hasMessageContaining("9999");
        // The lock is free again: the next attempt fails for the same reason, not for this one.
        assertThatThrownBy(() -> Database.open(url(), clock)).isNotInstanceOf(DatabaseInUseException.class);
    }

    @Test
    void files_ofTheDatabase_areInWalModeAndFlushedFully() throws Exception {
        try (Database database = Database.open(url(), clock)) {
            assertThat(database.<List<String>>write(handle -> List.of(
                    handle.createQuery("pragma journal_mode").mapTo(String.class).one(),
                    handle.createQuery("pragma synchronous").mapTo(String.class).one()))).containsExactly("wal", "2");
        }
    }

    @Test
    void database_heldByAnotherProgram_refusesAllThatWaitAndGoesOnAfterwards() throws Exception {
        try (Database database = Database.open(url(), clock);
                Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            Events events = new Events(database);
            statement.execute("begin immediate");
            List<CompletableFuture<Void>> waiting = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> events.tell(INFRA, new Entry("test", "", "" + i)),
                            task -> Thread.ofVirtual().start(task)))
                    .toList();
            assertThat(waiting).allSatisfy(one -> assertThatThrownBy(one::join)
                    .hasRootCauseInstanceOf(org.sqlite.SQLiteException.class)
                    .hasMessageContaining("is held by another program; close what has it open"));
            assertThat(events.last()).isZero();
            statement.execute("rollback");
            assertThat(database.trouble()).isEmpty();
            events.tell(INFRA, new Entry("test", "", "after"));
            assertThat(events.last()).isEqualTo(1);
        }
    }

    @Test
    void server_killedWhileManyWrite_keepsAllThatItAnswered() throws Exception {
        Process server = ChildServer.start(url(), output());
        try {
            awaitLines(2000);
        } finally {
            // SIGKILL
            server.destroyForcibly().waitFor();
        }
        Map<String, Integer> answered = new HashMap<>();
        for (String line : Files.readAllLines(output()).subList(1, 2000)) {
            String[] words = line.split(" ", -1);
            answered.merge(words[0], Integer.valueOf(words[1]), Math::max);
        }
        assertThat(answered).hasSize(16);
        try (Database database = Database.open(url(), clock)) {
            Runs runs = new Runs(database, Samples.PROJECTION);
            answered.forEach((run, number) -> {
                int stored = number(runs.find(INFRA.run(run)));
                assertThat(stored).as(run).isGreaterThanOrEqualTo(number);
                // The timeline is of the same transactions.
                assertThat(new Events(database).before(Long.MAX_VALUE, EventFilter.of(INFRA.run(run)), 1))
                        .map(Event::message)
                        .containsExactly(Integer.toString(stored));
            });
            assertThat(database.<String>write(
                    handle -> handle.createQuery("pragma integrity_check").mapTo(String.class).one())).isEqualTo("ok");
            assertThat(runs.update(LAMP, state -> Samples.opened(state, 1, "c1"))).isNotNull();
        }
    }

    private static int number(Optional<RunState> state) {
        return state.map(RunState::attempt).map(Attempt::number).orElse(0);
    }
}
