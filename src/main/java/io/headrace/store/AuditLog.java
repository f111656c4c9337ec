package io.headrace.store;

import java.util.Set;

/** The audit log: who did what, when, and what became of it. Lines are added and, when old, cleaned up; never changed. */
public final class AuditLog {
    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /** Adds a line; it is on the disk when this returns. */
    public void record(Deed deed) {
        database.run(handle -> AuditTable.add(handle, deed, database.now()));
    }

    /** What a list of lines can be sorted by; in its own order, the last come first. */
    public static Set<String> sortKeys() {
        return AuditTable.SORTING.names();
    }

    /**
     * A page of lines.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<AuditEntry> list(AuditFilter filter, PageRequest asked) {
        return database.read(handle -> AuditTable.list(handle, filter, asked));
    }
}
