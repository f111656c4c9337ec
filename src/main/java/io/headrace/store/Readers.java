package io.headrace.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A few platform threads with a read-only connection each; callers wait, on whatever thread they are. */
final class Readers implements AutoCloseable {
    private final String name;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ExecutorService threads;

    /**
     * Opens the first connection.
     *
     * @param name of the database, for messages
     */
    Readers(String name, DataSource source, int count) {
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setPoolName("headrace-readers");
        config.setDataSource(source);
        // As the connections themselves say; the driver refuses to change it later.
        config.setReadOnly(true);
        config.setMaximumPoolSize(count);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(pool);
        threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().name("headrace-reader-", 0).factory());
    }

    <T> T read(Function<Handle, T> body) {
        try {
            return CompletableFuture.supplyAsync(() -> jdbi.withHandle(body::apply), threads).join();
        } catch (RejectedExecutionException e) {
            throw new StoreUnavailableException("the database " + name + " is closed");
        } catch (CompletionException e) {
            throw StoreUnavailableException.of(name, e).map(RuntimeException.class::cast).orElseGet(() -> own(e));
        }
    }

    private static RuntimeException own(CompletionException e) {
        return e.getCause() instanceof RuntimeException own ? own : e;
    }

    @Override
    public void close() {
        threads.close();
        pool.close();
    }
}
