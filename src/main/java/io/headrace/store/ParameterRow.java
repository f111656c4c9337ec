package io.headrace.store;

import java.time.Instant;

/**
 * A value that instances of a run share.
 *
 * @param scope the instance that it belongs to ({@code web.1:2}), or {@code run}
 * @param sealed whether the value is sealed by the vault
 */
public record ParameterRow(String scope, String name, String value, boolean sealed, Instant at) {}
