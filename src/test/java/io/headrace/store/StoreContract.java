package io.headrace.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do; each one runs all contracts on a fresh database a test. */
abstract class StoreContract {
    @TempDir
    Path folder = Path.of("replaced");
    final FakeClock clock = new FakeClock();
    private @Nullable Database open;

    /** The URL of a database that is empty at first and the same throughout one test. */
    abstract String url(Path temporary);

    final Database database() {
        Database now = open == null ? Database.open(url(folder), clock) : open;
        open = now;
        return now;
    }

    /** Closes it; the next use opens it again, as a restart of the server does. */
    @AfterEach
    final void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
