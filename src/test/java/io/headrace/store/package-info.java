/** What the store promises, as contracts that each database runs, and what is SQLite's alone. */
@NullMarked
package io.headrace.store;

import org.jspecify.annotations.NullMarked;
