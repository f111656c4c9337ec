package io.headrace.store;

import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import org.jspecify.annotations.Nullable;

/** Which deliveries of a repository a list shows; null means any. */
public record DeliveryFilter(RepositoryKey repository, @Nullable String commit, CommitStatus.@Nullable State state,
        @Nullable Boolean delivered) {}
