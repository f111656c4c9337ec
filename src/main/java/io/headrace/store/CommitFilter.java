package io.headrace.store;

import io.headrace.model.RepositoryKey;
import org.jspecify.annotations.Nullable;

/**
 * Which commits of a repository a list shows; null means any.
 *
 * @param deployed whether they came on the deployed branch
 */
public record CommitFilter(RepositoryKey repository, @Nullable String ref, @Nullable Boolean deployed) {
    public static CommitFilter of(RepositoryKey repository) {
        return new CommitFilter(repository, null, null);
    }
}
