package io.headrace.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values that SQL does not know stand in columns: times as milliseconds since 1970. */
final class Columns {
    private Columns() {}

    static long millis(Instant time) {
        return time.toEpochMilli();
    }

    /** The time as it comes back from a column. */
    static Instant stored(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    /** The first millisecond that is not before the time: what is due then is due. */
    static @Nullable Long notBefore(Optional<Instant> time) {
        return time.map(at -> {
            long floor = at.toEpochMilli();
            return Instant.ofEpochMilli(floor).equals(at) ? floor : floor + 1;
        }).orElse(null);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
