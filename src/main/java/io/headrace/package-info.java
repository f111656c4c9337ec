/**
 * The program: the command line, the configuration of the server, and the composition root that builds every part and
 * wires them by hand.
 *
 * <p>It may use all other packages and none may use it, so that each of them can be built and tested without the whole.
 * It is the only place that reads the clock, the environment and the process's streams; everything else is given them.
 */
@NullMarked
package io.headrace;

import org.jspecify.annotations.NullMarked;
