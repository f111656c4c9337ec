package io.headrace.store;

import io.headrace.model.Condition;
import io.headrace.model.Phase;
import io.headrace.model.RepositoryKey;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows; null means any.
 *
 * @param condition one that is true of them
 * @param project the folders that their names begin with: {@code shop} has {@code shop/lamp}
 * @param cloud one that they have instances on
 * @param commit the one of their latest attempt, or how it begins
 */
public record RunFilter(@Nullable String tenant, @Nullable String repository, @Nullable Phase phase,
        Condition.@Nullable Type condition, @Nullable String project, @Nullable String cloud,
        @Nullable String commit) {
    public static final RunFilter ALL = new RunFilter(null, null, null);

    public RunFilter(@Nullable String tenant, @Nullable String repository, @Nullable Phase phase) {
        this(tenant, repository, phase, null, null, null, null);
    }

    public static RunFilter of(RepositoryKey repository) {
        return new RunFilter(repository.tenant(), repository.name(), null);
    }
}
