package io.headrace.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table of secrets. */
final class SecretTable {
    private SecretTable() {}

    static void put(Handle handle, SecretRow secret) {
        handle.createUpdate("""
            insert into secret (tenant, name, value, version, set_at, set_by)
            values (:tenant, :name, :value, :version, :setAt, :setBy)
            on conflict (tenant, name) do update set
              value = excluded.value, version = excluded.version, set_at = excluded.set_at, set_by = excluded.set_by
            """)
                .bind("tenant", secret.tenant())
                .bind("name", secret.name())
                .bind("value", secret.sealed())
                .bind("version", secret.version())
                .bind("setAt", Columns.millis(secret.setAt()))
                .bind("setBy", CommitTable.PRINCIPAL.write(secret.setBy()))
                .execute();
    }

    static List<SecretRow> of(Handle handle, String tenant) {
        return handle.createQuery("""
            select tenant, name, value, version, set_at, set_by from secret where tenant = :tenant order by name
            """).bind("tenant", tenant).map((row, context) -> secret(row)).list();
    }

    static Optional<SecretRow> find(Handle handle, String tenant, String name) {
        return handle.createQuery("""
            select tenant, name, value, version, set_at, set_by from secret where tenant = :tenant and name = :name
            """).bind("tenant", tenant).bind("name", name).map((row, context) -> secret(row)).findOne();
    }

    static int count(Handle handle, String tenant) {
        return handle.createQuery("select count(*) from secret where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Integer.class)
                .one();
    }

    static boolean delete(Handle handle, String tenant, String name) {
        return handle.createUpdate("delete from secret where tenant = :tenant and name = :name")
                .bind("tenant", tenant)
                .bind("name", name)
                .execute() == 1;
    }

    private static SecretRow secret(ResultSet row) throws SQLException {
        return new SecretRow(row.getString("tenant"), row.getString("name"), row.getString("value"),
                row.getLong("version"), Columns.time(row, "set_at"),
                CommitTable.PRINCIPAL.read(row.getString("set_by")));
    }
}
