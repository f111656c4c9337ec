package io.headrace.store;

import io.headrace.model.CommitStatus;
import io.headrace.model.RepositoryKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last status of one (repository, commit, context) on its way to where the repository lives.
 *
 * @param statusId which status it is; a newer one takes its place
 * @param tries how often it was tried in vain
 * @param error why the last try failed
 * @param notBefore when it may be tried next
 * @param deliveredAt when it arrived, null while it has not
 */
public record Delivery(long statusId, RepositoryKey repository, CommitStatus status, int tries, @Nullable String error,
        Instant notBefore, @Nullable Instant deliveredAt) {}
