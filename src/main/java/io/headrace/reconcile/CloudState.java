package io.headrace.reconcile;

import io.headrace.store.CloudUse;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud that a repository declares or has instances on.
 *
 * @param reachable whether its account answered the last observation; null before the first
 * @param error what the account said when it did not answer
 */
public record CloudState(CloudUse use, @Nullable Boolean reachable, @Nullable String error) {}
