/**
 * Drivers that measure the budgets of the design from outside: {@code mvn -Pbench verify} runs {@link Benchmarks}. The
 * server is always a process of its own. Nothing here asserts on time; the figures are printed and written down.
 */
@NullMarked
package io.headrace.bench;

import org.jspecify.annotations.NullMarked;
