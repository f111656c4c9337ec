package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.Cloud;
import io.headrace.model.Cloud.AddressKind;
import io.headrace.model.Instance;
import io.headrace.model.MachineSpec;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static io.headrace.store.Samples.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;

/** What a database of an earlier version has, it still has after the migration. */
final class MigrationTest {
    private static final InstanceFilter ALL = new InstanceFilter(null, null, null, null, null);
    private static final RunState RUN = RunState.fresh(LAMP)
            .withInstances(List.of(instance(1, "geneva", 4).withMachine("i-1", "10.0.0.1"),
                    instance(2, "paris", null)));

    @TempDir
    private Path folder = Path.of("replaced");

    private static Instance instance(int index, String cloud, @Nullable Integer quota) {
        Cloud at = new Cloud(cloud, "memory", "https://" + cloud, null, null, null, AddressKind.PRIVATE, "{}", quota,
                null);
        return Instance.planned(new Slot("web", index), index, 1,
                new Site(at, new MachineSpec(null, null, null, null, null, List.of(), "{}"), "h1:m"), "h1:s");
    }

    private String url(String name) {
        return "jdbc:sqlite:" + folder.resolve(name);
    }

    /** Tables as version 6 made them; runs were in their documents alone. */
    private void version6() {
        Flyway.configure()
                .dataSource(url("old.db"), "", "")
                .locations("classpath:db/migration")
                .placeholders(Map.of("identity", "integer primary key autoincrement"))
                .target("6")
                .load()
                .migrate();
        Jdbi.create(url("old.db")).useHandle(handle -> {
            insert(handle, RUN);
            insert(handle, RunState.fresh(INFRA.run("empty")));
        });
    }

    private static void insert(Handle handle, RunState run) {
        handle.createUpdate("""
            insert into run (tenant, repository, name, phase, conditions, desired, ready, attempt, settled, updated_at,
              document)
            values (:tenant, :repository, :name, :phase, '[]', 0, 0, 0, true, 0, :document)
            """)
                .bind("tenant", run.key().tenant())
                .bind("repository", run.key().repository())
                .bind("name", run.key().name())
                .bind("phase", PROJECTION.phase().apply(run).name())
                .bind("document", Documents.of(RunState.class).write(run))
                .execute();
    }

    @Test
    void instances_ofVersion6_areListedAsThoseThatAreWrittenNow() {
        version6();
        try (Database migrated = Database.open(url("old.db"), new FakeClock());
                Database fresh = Database.open(url("new.db"), new FakeClock())) {
            Runs old = new Runs(migrated, PROJECTION);
            Runs now = new Runs(fresh, PROJECTION);
            now.update(LAMP, _ -> new Change(RUN, List.of(), List.of()));

            PageRequest first = PageRequest.of(null, 10);
            assertThat(old.instances(ALL, first)).isEqualTo(now.instances(ALL, first));
            assertThat(old.instances(ALL, first).items()).hasSize(2);
            assertThat(old.clouds()).containsExactlyInAnyOrderElementsOf(now.clouds());
            assertThat(old.clouds()).extracting(CloudUse::quota).containsExactlyInAnyOrder(4, null);

            assertThat(old.update(LAMP, state -> new Change(state.withInstances(List.of()),
                    List.of(), List.of())).instances()).isEmpty();
            assertThat(old.instances(ALL, first).items()).isEmpty();
        }
    }
}
