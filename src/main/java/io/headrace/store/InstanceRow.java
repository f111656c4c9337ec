package io.headrace.store;

import io.headrace.model.InstanceKey;
import io.headrace.model.InstanceState;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a list over all runs shows it.
 *
 * @param cloud the Cloud's name within its repository
 * @param machine the cloud's id of its machine
 */
public record InstanceRow(InstanceKey key, InstanceState state, String cloud, String connector,
        @Nullable String address, @Nullable String machine, @Nullable String message) {}
