package io.headrace.store;

import io.headrace.model.Principal;
import java.time.Instant;

/**
 * A secret of a tenant.
 *
 * @param sealed its value, which only the vault opens
 * @param version grows with each value
 */
public record SecretRow(String tenant, String name, String sealed, long version, Instant setAt, Principal setBy) {}
