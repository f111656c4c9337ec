package io.headrace.http;

import io.headrace.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list: its items, and the cursor of the next one, null after the last. */
record Items<T>(List<T> items, @Nullable String next) {

    Items {
        items = List.copyOf(items);
    }

    /** A list that is short by its nature. */
    static <T> Items<T> all(List<T> items) {
        return new Items<>(items, null);
    }

    static <R, T> Items<T> of(Page<R> page, Function<R, T> view) {
        return new Items<>(page.items().stream().map(view).toList(), page.next());
    }
}
