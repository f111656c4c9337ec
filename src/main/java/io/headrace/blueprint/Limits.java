package io.headrace.blueprint;

import io.headrace.yaml.YamlLimits;

/**
 * Bounds of one commit.
 *
 * @param yaml of each file of blueprints
 * @param recipeBytes of one recipe
 * @param replicas of one node
 * @param problems told of one commit
 * @param cachedBytes of sources whose parsed form is kept for the next commit
 */
public record Limits(YamlLimits yaml, int recipeBytes, int replicas, int problems, long cachedBytes) {

    public static final Limits DEFAULT = new Limits(YamlLimits.DEFAULT, 256 * 1024, 1000, 1000, 16L << 20);
}
