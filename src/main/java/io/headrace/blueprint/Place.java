package io.headrace.blueprint;

import io.headrace.yaml.Position;

/** Where a blueprint stands: its file, and where in it its name is written. */
public record Place(String path, Position at) {}
