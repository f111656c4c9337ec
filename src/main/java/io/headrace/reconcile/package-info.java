/**
 * The loop: follows repositories, plans and advances runs, performs stored intents through connectors, and delivers
 * statuses.
 *
 * <p>Everything here is level-triggered: what is to be done is read from the store each time, so that a kill at any
 * instruction is followed by the same work. The decisions themselves are made by the pure packages.
 */
@NullMarked
package io.headrace.reconcile;

import org.jspecify.annotations.NullMarked;
