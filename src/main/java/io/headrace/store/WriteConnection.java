package io.headrace.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's connection and the boundaries of its transactions, sent as statements: in the driver's manual commit mode
 * each commit would take the write lock again at once and keep it while idle. After a failure a new one is opened.
 */
final class WriteConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteConnection.class);

    private final String name;
    private final DataSource source;
    private @Nullable Open open;

    private record Open(Connection connection, Statement control, Handle handle) {}

    /**
     * Opens lazily.
     *
     * @param name of the database, for messages
     */
    WriteConnection(String name, DataSource source) {
        this.name = name;
        this.source = source;
    }

    String name() {
        return name;
    }

    Handle begin() throws SQLException {
        Open now = open == null ? connect() : open;
        open = now;
        now.control.execute("begin immediate");
        return now.handle;
    }

    private Open connect() throws SQLException {
        Connection connection = source.getConnection();
        return new Open(connection, connection.createStatement(), Jdbi.create(() -> connection).open());
    }

    void commit() throws SQLException {
        control("commit");
    }

    void savepoint() throws SQLException {
        control("savepoint task");
    }

    void releaseSavepoint() throws SQLException {
        control("release task");
    }

    /** Undoes the task; some failures have ended the whole transaction, which then fails with them as the cause. */
    void rollbackToSavepoint(Throwable failure) throws SQLException {
        try {
            control("rollback to task");
        } catch (SQLException e) {
            throw new SQLException("the transaction ended with a failed statement", failure);
        }
    }

    private void control(String statement) throws SQLException {
        if (open == null) {
            throw new SQLException("no transaction is open");
        }
        open.control.execute(statement);
    }

    /** Closes it with whatever is uncommitted, which the database then undoes. */
    void abandon() {
        if (open == null) {
            return;
        }
        try (Handle handle = open.handle; Statement control = open.control) {
            control.execute("rollback");
            LOG.debug("Rolled back on {}", handle.getConnection());
        } catch (SQLException e) {
            LOG.debug("Nothing to roll back: {}", e.getMessage());
        }
        open = null;
    }

    @Override
    public void close() {
        if (open != null) {
            open.handle.close();
            open = null;
        }
    }
}
