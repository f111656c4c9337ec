package io.headrace.model;

import org.jspecify.annotations.Nullable;

/** One ref that a push moves: no old id means it is created, no new id that it is deleted. */
public record RefChange(String ref, @Nullable String oldId, @Nullable String newId) {}
