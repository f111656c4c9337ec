package io.headrace.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The open database, which belongs to this process alone until it is closed. All other classes of this package read and
 * write through it; all of them may be called from any thread.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 3;
    private static final int BUSY_MILLIS = 5_000;

    private final DatabaseFile file;
    private final InstantSource clock;
    private final Signal signal = new Signal();
    private final States states = new States();
    private final Unstored unstored = new Unstored(states);
    private final Readers readers;
    private final Writer writer;

    private Database(DatabaseFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        String name = file.path().toString();
        DataSource write = source(file, false);
        migrate(write);
        readers = new Readers(name, source(file, true), READERS);
        writer = new Writer(new WriteConnection(name, write), unstored, signal::send).start();
    }

    /**
     * Opens it, made and brought to the present tables where needed.
     *
     * @throws DatabaseInUseException when another process, or this one, has it open
     * @throws IllegalArgumentException when the URL is of a kind that is not supported
     */
    public static Database open(String jdbcUrl, InstantSource clock) {
        DatabaseFile file = DatabaseFile.lock(jdbcUrl);
        boolean opened = false;
        try {
            Database database = new Database(file, clock);
            opened = true;
            return database;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static DataSource source(DatabaseFile file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        if (readOnly) {
            config.setReadOnly(true);
        } else {
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.FULL);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(file.url());
        return source;
    }

    private static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .placeholders(Map.of("identity", "integer primary key autoincrement"))
                // A database that a newer Headrace has changed is refused, not used half understood.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }

    <T> T read(Function<Handle, T> body) {
        return readers.read(body);
    }

    <T> T write(Function<Handle, T> body) {
        return writer.write(body);
    }

    /** Writes what reads and changes the states of runs only through {@link #unstored()}. */
    <T> T change(Function<Handle, T> body) {
        return writer.change(body);
    }

    void run(Consumer<Handle> body) {
        writer.write(handle -> {
            body.accept(handle);
            return true;
        });
    }

    /** Writes soon; the caller does not wait and does not hear of a failure. */
    void runLater(Consumer<Handle> body) {
        writer.writeLater(handle -> {
            body.accept(handle);
            return true;
        });
    }

    /** Why nothing can be written at present, or empty; after a failure it tries once more. */
    public Optional<StoreUnavailableException> trouble() {
        if (writer.trouble().isEmpty()) {
            return Optional.empty();
        }
        try {
            run(handle -> handle.execute("update origin set at = at where id = 1"));
            return Optional.empty();
        } catch (StoreUnavailableException still) {
            return Optional.of(still);
        }
    }

    Instant now() {
        return clock.instant();
    }

    Signal signal() {
        return signal;
    }

    /** The states of runs as reads find them. */
    States states() {
        return states;
    }

    /** The states of runs as the transaction under way has them; for the writer's thread. */
    Unstored unstored() {
        return unstored;
    }

    /** Writes what callers wait for, then lets go of the file. */
    @Override
    public void close() {
        writer.close();
        readers.close();
        file.close();
    }
}
