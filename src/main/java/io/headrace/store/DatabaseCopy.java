package io.headrace.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Copies of a database that a server may be using meanwhile: as it was at one moment, while writers go on. */
public final class DatabaseCopy {
    private static final int BUSY_MILLIS = 30_000;

    private DatabaseCopy() {}

    /** Where the database's file is. */
    public static Path path(String jdbcUrl) {
        return DatabaseFile.path(jdbcUrl);
    }

    /**
     * Writes a copy; it is on the disk when this returns.
     *
     * @param target does not exist, or is empty
     * @throws StoreUnavailableException when the database cannot be read
     */
    public static void write(String jdbcUrl, Path target) {
        Path path = DatabaseFile.path(jdbcUrl);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        try (Connection connection = source.getConnection();
                // One read transaction: in WAL mode it neither waits for writers nor makes them wait.
                PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, target.toString());
            copy.execute();
            flush(target);
        } catch (SQLException e) {
            throw StoreUnavailableException.ofTransaction(path.toString(), e);
        }
    }

    private static void flush(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is one. */
    public static boolean exists(String jdbcUrl) {
        return Files.isRegularFile(DatabaseFile.path(jdbcUrl));
    }
}
