package io.headrace.store;

import org.jspecify.annotations.Nullable;

/** Which lines of the audit log are asked for; null is any. */
public record AuditFilter(@Nullable String tenant, @Nullable String principal, @Nullable String action,
        Deed.@Nullable Outcome outcome) {
    /** All of them. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null);
}
