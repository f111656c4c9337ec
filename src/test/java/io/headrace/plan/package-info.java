/** Specifications of the pure core: one file per rule, and properties over a simulated world. */
@NullMarked
package io.headrace.plan;

import org.jspecify.annotations.NullMarked;
