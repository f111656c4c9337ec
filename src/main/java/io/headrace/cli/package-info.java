/**
 * Commands on working copies and on a running server.
 *
 * <p>What a push of a folder would be told is judged with the very compiler and planner of the server, without one.
 * Everything else goes through the server's HTTP interface, as any other program would go: the commands know no more
 * than its documents say, and show them as tables, or as they are. They talk to a server that the user named, so no
 * guard stands between. Commands that need a server's data are in the root package.
 */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
