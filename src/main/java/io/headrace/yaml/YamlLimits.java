package io.headrace.yaml;

/**
 * Bounds of one YAML text.
 *
 * @param bytes of the text
 * @param depth of values within values
 * @param values in all documents together, each alias counted as all that it stands for
 */
public record YamlLimits(int bytes, int depth, int values) {

    public static final YamlLimits DEFAULT = new YamlLimits(1024 * 1024, 64, 100_000);
}
