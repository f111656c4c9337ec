package io.headrace.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.headrace.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list: its items, and the cursor of the next one, null after the last.
 *
 * @param known what can be asked for with {@code fields}; empty when only the items themselves tell
 */
record Items<T>(List<T> items, @Nullable String next, @JsonIgnore List<String> known) {

    Items {
        items = List.copyOf(items);
        known = List.copyOf(known);
    }

    /** A list that is short by its nature, all of it, in its own order; {@link Listing} is for any other. */
    static <T> Items<T> all(List<T> items) {
        return new Items<>(items, null, List.of());
    }

    static <R, T> Items<T> of(Page<R> page, Function<R, T> view) {
        return new Items<>(page.items().stream().map(view).toList(), page.next(), List.of());
    }
}
