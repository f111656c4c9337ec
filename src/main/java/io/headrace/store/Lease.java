package io.headrace.store;

import io.headrace.model.RunKey;

/** The right to act on a run, until somebody else acquires it; each one has a higher fencing number than the last. */
public record Lease(RunKey run, String owner, long fence) {}
