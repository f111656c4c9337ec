package io.headrace.store;

import io.headrace.model.CommitStatus;
import java.time.Instant;

/** A status that a commit was told, with its id (rising) and when that was. */
public record StatusRow(long id, CommitStatus status, Instant at) {}
