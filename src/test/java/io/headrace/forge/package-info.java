/** Forges' formats, held to their published examples. */
@NullMarked
package io.headrace.forge;

import org.jspecify.annotations.NullMarked;
