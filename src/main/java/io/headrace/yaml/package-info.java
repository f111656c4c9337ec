/**
 * Safe YAML: bytes become an immutable tree in which each value knows its line and column, and {@link
 * io.headrace.yaml.Fields} reads such a tree strictly.
 *
 * <p>No tag is ever turned into a class, as only the parser's events are used; size, depth and what aliases expand to
 * are bounded before memory is spent. Scalars follow the core schema of YAML 1.2, so {@code no} and {@code 12:30:00}
 * are texts. The package knows no blueprint and no configuration, reads no files, and reports everything that is wrong
 * at once instead of throwing.
 */
@NullMarked
package io.headrace.yaml;

import org.jspecify.annotations.NullMarked;
