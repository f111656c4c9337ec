package io.headrace.store;

import io.headrace.model.Cloud;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The statements on the table of instances, which repeats of the documents of runs what lists need. */
final class InstanceTable {
    static final Sorting SORTING = new Sorting("tenant,repository,run,name,generation").text("tenant", "tenant")
            .text("repository", "repository")
            .text("run", "run")
            .text("name", "node")
            .number("name", "slot")
            .number("generation", "generation")
            .text("state", "state")
            .text("cloud", "cloud")
            .text("address", "coalesce(address, '')");

    private InstanceTable() {}

    /** Brings the rows of a run from what one state says to what the next does. */
    static void store(Handle handle, RunState before, RunState after) {
        Set<String> kept = after.instances().stream().map(Instance::id).collect(Collectors.toSet());
        before.instances().stream().filter(one -> !kept.contains(one.id())).forEach(one -> delete(handle, after, one));
        Map<String, Instance> old = before.instances().stream().collect(Collectors.toMap(Instance::id, one -> one));
        for (Instance one : after.instances()) {
            Instance was = old.get(one.id());
            if (was == null || !row(after.key(), was).equals(row(after.key(), one))) {
                put(handle, after, one);
            }
        }
    }

    private static InstanceRow row(RunKey run, Instance one) {
        Cloud cloud = one.site().cloud();
        return new InstanceRow(run.instance(one.slot(), one.generation()), one.state(), cloud.name(),
                cloud.connector(), one.address(), one.machineId(), one.message());
    }

    private static void delete(Handle handle, RunState state, Instance one) {
        named(handle.createUpdate("""
            delete from instance where tenant = :tenant and repository = :repository and run = :run
              and node = :node and slot = :slot and generation = :generation
            """), state.key(), one).execute();
    }

    private static void put(Handle handle, RunState state, Instance one) {
        Cloud cloud = one.site().cloud();
        named(handle.createUpdate("""
            insert into instance (tenant, repository, run, node, slot, generation, state, cloud, connector, quota,
              address, machine, message)
            values (:tenant, :repository, :run, :node, :slot, :generation, :state, :cloud, :connector, :quota,
              :address, :machine, :message)
            on conflict (tenant, repository, run, node, slot, generation) do update set
              state = excluded.state, cloud = excluded.cloud, connector = excluded.connector, quota = excluded.quota,
              address = excluded.address, machine = excluded.machine, message = excluded.message
            """), state.key(), one).bind("state", one.state().name())
                .bind("cloud", cloud.name())
                .bind("connector", cloud.connector())
                .bind("quota", cloud.maxInstances())
                .bind("address", one.address())
                .bind("machine", one.machineId())
                .bind("message", one.message())
                .execute();
    }

    private static <S extends SqlStatement<S>> S named(S statement, RunKey run, Instance one) {
        return statement.bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("run", run.name())
                .bind("node", one.slot().node())
                .bind("slot", one.slot().index())
                .bind("generation", one.generation());
    }

    static Page<InstanceRow> list(Handle handle, InstanceFilter filter, PageRequest asked) {
        InstanceState state = filter.state();
        Where where = new Where().and("tenant = :tenant", "tenant", filter.tenant())
                .and("repository = :repository", "repository", filter.repository())
                .and("run = :run", "run", filter.run())
                .and("cloud = :cloud", "cloud", filter.cloud())
                .and("state = :state", "state", state == null ? null : state.name());
        return SORTING.page(handle, "*", "instance", where, asked, (row, context) -> row(row));
    }

    static List<CloudUse> clouds(Handle handle) {
        return handle.createQuery("""
            select tenant, repository, cloud, max(connector) as connector, count(*) as instances,
              sum(case when state = 'READY' then 1 else 0 end) as ready, max(quota) as quota
            from instance where state <> 'GONE' group by tenant, repository, cloud
            """).map((row, context) -> use(row)).list();
    }

    private static CloudUse use(ResultSet row) throws SQLException {
        int quota = row.getInt("quota");
        boolean none = row.wasNull();
        return new CloudUse(row.getString("tenant"), row.getString("repository"), row.getString("cloud"),
                row.getString("connector"), row.getInt("instances"), row.getInt("ready"), none ? null : quota);
    }

    private static InstanceRow row(ResultSet row) throws SQLException {
        RunKey run = new RunKey(row.getString("tenant"), row.getString("repository"), row.getString("run"));
        return new InstanceRow(
                run.instance(new Slot(row.getString("node"), row.getInt("slot")), row.getInt("generation")),
                InstanceState.valueOf(row.getString("state")), row.getString("cloud"), row.getString("connector"),
                row.getString("address"), row.getString("machine"), row.getString("message"));
    }
}
