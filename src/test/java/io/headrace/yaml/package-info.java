/** What the reading of YAML promises. */
@NullMarked
package io.headrace.yaml;

import org.jspecify.annotations.NullMarked;
