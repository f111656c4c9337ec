package io.headrace.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The writer alone, on a database that others hold, that is full, or that many wait for. */
final class WriterTest {
    @TempDir
    private Path folder = Path.of("replaced");
    private final AtomicInteger commits = new AtomicInteger();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeEach
    void table() throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table word (text text not null unique)");
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose) {
            one.close();
        }
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("words.db");
    }

    private Writer writer() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(20);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url());
        Writer writer = new Writer(new WriteConnection("words.db", source), new Unstored(new States()),
                commits::incrementAndGet).start();
        toClose.add(writer);
        return writer;
    }

    private static boolean add(Handle handle, String word) {
        return handle.createUpdate("insert into word (text) values (:word)").bind("word", word).execute() == 1;
    }

    private static boolean write(Writer writer, String word) {
        return writer.write(handle -> add(handle, word));
    }

    private List<String> words() throws Exception {
        List<String> words = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select text from word order by text")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    @Test
    void tasks_thatCameDuringAGroup_shareTheNext() throws Exception {
        Writer writer = writer();
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(() -> writer.write(handle -> {
                waiting.incrementAndGet();
                Awaitility.await().until(() -> go.getCount() == 0);
                return add(handle, "first");
            }));
            Awaitility.await().until(() -> waiting.get() == 1);
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String word = "word " + i;
                others.add(Thread.ofVirtual().start(() -> writer.write(handle -> add(handle, word))));
            }
            Awaitility.await().until(() -> others.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
            go.countDown();
            assertThat(first.get()).isTrue();
            for (Thread other : others) {
                other.join();
            }
        }
        assertThat(words()).hasSize(201);
        assertThat(commits.get()).isBetween(2, 50);
    }

    @Test
    void database_heldByAnother_isUnavailableUntilItIsFree() throws Exception {
        Writer writer = writer();
        try (Connection other = DriverManager.getConnection(url()); Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> write(writer, "a"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("words.db is held by another program");
            statement.execute("rollback");
        }
        assertThat(write(writer, "b")).isTrue();
        assertThat(words()).containsExactly("b");
    }

    @Test
    void database_full_isUnavailableUntilThereIsRoom() throws Exception {
        Writer writer = writer();
        long pages = writer.write(handle -> handle.createQuery("pragma page_count").mapTo(Long.class).one());
        writer.write(handle -> handle.createQuery("pragma max_page_count = " + (pages + 2)).mapTo(Long.class).one());
        assertThatThrownBy(() -> write(writer, "x".repeat(100_000)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("words.db is full");
        assertThat(write(writer, "small")).isTrue();
        writer.write(handle -> handle.createQuery("pragma max_page_count = 100000").mapTo(Long.class).one());
        assertThat(write(writer, "x".repeat(100_000))).isTrue();
        assertThat(words()).containsExactly("small", "x".repeat(100_000));
    }

    @Test
    void transaction_endedByATask_losesTheGroupAndNotTheThread() throws Exception {
        Writer writer = writer();
        assertThatThrownBy(() -> writer.write(handle -> {
            add(handle, "a");
            handle.execute("rollback");
            throw new IllegalStateException("after the end");
        })).isInstanceOf(StoreUnavailableException.class);
        assertThat(write(writer, "b")).isTrue();
        assertThat(words()).containsExactly("b");
    }

    @Test
    void database_thatIsGone_isUnavailableWithItsName() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("no/such/folder/words.db"));
        Writer writer = new Writer(new WriteConnection("words.db", source), new Unstored(new States()),
                commits::incrementAndGet).start();
        toClose.add(writer);
        assertThatThrownBy(() -> write(writer, "a"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("words.db");
        assertThat(commits).hasValue(0);
    }

    @Test
    void close_withTasksWaiting_writesThemFirst() throws Exception {
        Writer writer = writer();
        for (int i = 0; i < 1000; i++) {
            String word = "word " + i;
            writer.writeLater(handle -> add(handle, word));
        }
        writer.close();
        assertThat(words()).hasSize(1000);
        assertThatThrownBy(() -> write(writer, "late"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("is closed");
    }
}
