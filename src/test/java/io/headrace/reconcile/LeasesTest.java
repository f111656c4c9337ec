package io.headrace.reconcile;

import io.headrace.model.Change;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.store.Database;
import io.headrace.store.Lease;
import io.headrace.store.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LeasesTest {

    private static final RunKey LAMP = new RepositoryKey("acme", "infra").run("lamp");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void lease_heldAtAnyTime_isThere() {
        try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("headrace.db"), now::get)) {
            Runs runs = new Runs(database);
            runs.update(LAMP, state -> Change.silent(state.withGood("c1", null)));
            Leases leases = new Leases(runs, "a", now::get);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 1));
            pass(29);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 1));
            pass(1);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 2));
            pass(59);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 3));
            pass(600);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 4));
        }
    }

    @Test
    void lease_heldByAnother_isNotThere() {
        try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("headrace.db"), now::get)) {
            Runs runs = new Runs(database);
            runs.update(LAMP, state -> Change.silent(state.withGood("c1", null)));
            Leases leases = new Leases(runs, "a", now::get);
            Leases others = new Leases(runs, "b", now::get);
            assertThat(leases.hold(LAMP)).contains(new Lease(LAMP, "a", 1));
            pass(30);
            assertThat(others.hold(LAMP)).isEmpty();
        }
    }

    private void pass(int seconds) {
        now.updateAndGet(at -> at.plusSeconds(seconds));
    }
}
