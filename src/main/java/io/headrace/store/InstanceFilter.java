package io.headrace.store;

import io.headrace.model.InstanceState;
import org.jspecify.annotations.Nullable;

/** Which instances a list shows; null means any. */
public record InstanceFilter(@Nullable String tenant, @Nullable String repository, @Nullable String run,
        @Nullable String cloud, @Nullable InstanceState state) {}
