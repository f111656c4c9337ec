package io.headrace.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query that depend on what is asked for. The fragments are constants of this package, values are
 * always bound; a condition whose value is null is left out, so that indices can be used for the others.
 */
final class Where {
    private final List<String> fragments = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Where and(String fragment, String name, @Nullable Object value) {
        if (value != null) {
            fragments.add(fragment);
            values.put(name, value);
        }
        return this;
    }

    /** Adds a value for a name that an earlier fragment uses too. */
    Where with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** The clause with its keyword, or nothing. */
    String clause() {
        return fragments.isEmpty() ? "" : "where " + String.join(" and ", fragments);
    }

    Query bind(Query query) {
        return query.bindMap(values);
    }
}
