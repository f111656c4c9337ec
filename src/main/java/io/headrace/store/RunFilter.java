package io.headrace.store;

import io.headrace.model.Phase;
import io.headrace.model.RepositoryKey;
import org.jspecify.annotations.Nullable;

/** Which runs a list shows; null means any. */
public record RunFilter(@Nullable String tenant, @Nullable String repository, @Nullable Phase phase) {
    public static final RunFilter ALL = new RunFilter(null, null, null);

    public static RunFilter of(RepositoryKey repository) {
        return new RunFilter(repository.tenant(), repository.name(), null);
    }
}
