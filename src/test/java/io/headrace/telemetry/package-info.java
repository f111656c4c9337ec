/** Tests of traces, with a collector that keeps what it gets. */
@NullMarked
package io.headrace.telemetry;

import org.jspecify.annotations.NullMarked;
