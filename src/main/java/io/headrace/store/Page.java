package io.headrace.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some items of a list, and the cursor that the next page begins at, null after the last. */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
