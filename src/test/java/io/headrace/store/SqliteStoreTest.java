package io.headrace.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** All contracts on SQLite. */
final class SqliteStoreTest {
    private static String in(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("headrace.db");
    }

    @Nested
    final class RunsTest extends RunsContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class StatusesTest extends StatusesContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class EventsTest extends EventsContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class RecordsTest extends RecordsContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class TokensTest extends TokensContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class AuditTest extends AuditContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class SecretsTest extends SecretsContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }

    @Nested
    final class WritesTest extends WritesContract {
        @Override
        String url(Path temporary) {
            return in(temporary);
        }
    }
}
