/**
 * Traces of commits, sent to a collector in the OpenTelemetry protocol.
 *
 * <p>Nobody but this package knows the library, and it is loaded only when the configuration names a collector. What it
 * sends may be lost, and never holds anybody up: a full queue drops spans, and a collector that is away is a line in the
 * log.
 */
@NullMarked
package io.headrace.telemetry;

import org.jspecify.annotations.NullMarked;
