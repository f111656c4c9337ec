/**
 * The server's own secrets: the identity key, from which the tokens of agents are derived, and the keys that seal the
 * secret values of tenants at rest.
 *
 * <p>Both live in the data folder in files that only the server's user can read. Nothing here prints a key or a value;
 * what is sealed opens only in the context that it was sealed for, so that a value copied to another place of the
 * database is of no use there.
 */
@NullMarked
package io.headrace.vault;

import org.jspecify.annotations.NullMarked;
