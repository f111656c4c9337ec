package io.headrace.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** All contracts on SQLite. */
final class SqliteStoreTest {
    private static String in(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("headrace.db");
    }

    @Nested
    final class OfRuns extends RunsContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }
}
