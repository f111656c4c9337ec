/** Specifications of the timers, and of the time that they and the server go by. */
@NullMarked
package io.headrace.schedule;

import org.jspecify.annotations.NullMarked;
