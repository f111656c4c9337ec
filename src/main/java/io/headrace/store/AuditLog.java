package io.headrace.store;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audit log: who did what, when, and what became of it. Lines are added and, when old, cleaned up; never changed. */
public final class AuditLog {
    private static final Pattern KEY = Pattern.compile("\\d{1,18}");

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /** Adds a line; it is on the disk when this returns. */
    public void record(Deed deed) {
        database.run(handle -> AuditTable.add(handle, deed, database.now()));
    }

    /**
     * A page of lines, the last first.
     *
     * @param cursor from the page before, null for the first
     * @throws CursorException when no page gave out the cursor
     */
    public Page<AuditEntry> list(AuditFilter filter, @Nullable String cursor, int limit) {
        int size = Paging.size(limit);
        long before = cursor == null ? Long.MAX_VALUE : before(Paging.read(cursor));
        List<AuditEntry> rows = database.read(handle -> AuditTable.before(handle, before, filter, size + 1));
        return Paging.cut(rows, size, row -> Long.toString(row.id()));
    }

    private static long before(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new CursorException();
        }
        return Long.parseLong(key);
    }
}
