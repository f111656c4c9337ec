/** The loop, alone and with a cloud that lives in memory. */
@NullMarked
package io.headrace.reconcile;

import org.jspecify.annotations.NullMarked;
