/**
 * Commands on working copies: what a push of this folder would be told, and what it would do.
 *
 * <p>They judge with the very compiler and planner of the server, need no server, and change nothing. Commands that
 * need a server's data are in the root package.
 */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
