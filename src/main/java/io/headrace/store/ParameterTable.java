package io.headrace.store;

import io.headrace.model.RunKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table of parameters. */
final class ParameterTable {
    private ParameterTable() {}

    static Optional<ParameterRow> find(Handle handle, RunKey run, String scope, String name) {
        return handle.createQuery("""
            select scope, name, value, sealed, at from parameter
            where tenant = :tenant and repository = :repository and run = :run and scope = :scope and name = :name
            """)
                .bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("run", run.name())
                .bind("scope", scope)
                .bind("name", name)
                .map((row, context) -> parameter(row))
                .findOne();
    }

    static List<ParameterRow> of(Handle handle, RunKey run) {
        return handle.createQuery("""
            select scope, name, value, sealed, at from parameter
            where tenant = :tenant and repository = :repository and run = :run order by scope, name
            """)
                .bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("run", run.name())
                .map((row, context) -> parameter(row))
                .list();
    }

    static void set(Handle handle, RunKey run, ParameterRow parameter) {
        handle.createUpdate("""
            insert into parameter (tenant, repository, run, scope, name, value, sealed, at)
            values (:tenant, :repository, :run, :scope, :name, :value, :sealed, :at)
            on conflict (tenant, repository, run, scope, name) do update set
              value = excluded.value, sealed = excluded.sealed, at = excluded.at
            """)
                .bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("run", run.name())
                .bind("scope", parameter.scope())
                .bind("name", parameter.name())
                .bind("value", parameter.value())
                .bind("sealed", parameter.sealed())
                .bind("at", Columns.millis(parameter.at()))
                .execute();
    }

    static void forget(Handle handle, RunKey run, String scope) {
        handle.createUpdate("""
            delete from parameter
            where tenant = :tenant and repository = :repository and run = :run and scope = :scope
            """)
                .bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("run", run.name())
                .bind("scope", scope)
                .execute();
    }

    private static ParameterRow parameter(ResultSet row) throws SQLException {
        return new ParameterRow(row.getString("scope"), row.getString("name"), row.getString("value"),
                row.getBoolean("sealed"), Columns.time(row, "at"));
    }
}
