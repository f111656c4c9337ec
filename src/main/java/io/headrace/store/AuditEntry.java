package io.headrace.store;

import java.time.Instant;

/** One line of the audit log; ids grow in the order in which things were done. */
public record AuditEntry(long id, Instant at, Deed deed) {}
