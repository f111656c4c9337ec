/**
 * A few fixed timers, which only wake the loop.
 *
 * <p>Times that belong to a run (deadlines, retries) are columns of the store, not triggers here; so a thousand runs cost
 * no timer, and a second server could share the timers through Quartz's clustering.
 */
@NullMarked
package io.headrace.schedule;

import org.jspecify.annotations.NullMarked;
