/** Tests of what is reached over HTTP, against real sockets, a real store, a real repository and the real planner. */
@NullMarked
package io.headrace.http;

import org.jspecify.annotations.NullMarked;
