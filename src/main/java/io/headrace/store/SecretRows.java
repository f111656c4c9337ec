package io.headrace.store;

import io.headrace.model.Principal;
import java.util.List;
import java.util.Optional;

/** The secrets that tenants have set, sealed; this class never sees a value. */
public final class SecretRows {
    private final Database database;

    public SecretRows(Database database) {
        this.database = database;
    }

    /** All of a tenant, by name. */
    public List<SecretRow> of(String tenant) {
        return database.read(handle -> SecretTable.of(handle, tenant));
    }

    public Optional<SecretRow> find(String tenant, String name) {
        return database.read(handle -> SecretTable.find(handle, tenant, name));
    }

    /** Sets it, over what it was; false when it is a new one and the tenant has so many already. */
    public boolean set(String tenant, String name, String sealed, Principal by, int most) {
        return database.write(handle -> {
            long version = SecretTable.find(handle, tenant, name).map(SecretRow::version).orElse(0L);
            if (version == 0 && SecretTable.count(handle, tenant) >= most) {
                return false;
            }
            SecretTable.put(handle, new SecretRow(tenant, name, sealed, version + 1, database.now(), by));
            return true;
        });
    }

    /** Whether there was one. */
    public boolean delete(String tenant, String name) {
        return database.write(handle -> SecretTable.delete(handle, tenant, name));
    }
}
