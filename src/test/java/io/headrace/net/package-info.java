/** Tests of the way out: what the guard refuses, and that the client goes nowhere else. */
@NullMarked
package io.headrace.net;

import org.jspecify.annotations.NullMarked;
