package io.headrace.yaml;

/** A value and where it stands. */
public record Located<T>(T value, Position at) {}
