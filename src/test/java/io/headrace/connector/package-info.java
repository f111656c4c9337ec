/** The contract that every connector has to pass, a cloud in memory that can fail in every way, and tests of both. */
@NullMarked
package io.headrace.connector;

import org.jspecify.annotations.NullMarked;
