/** What the vault promises of the server's own secrets. */
@NullMarked
package io.headrace.vault;

import org.jspecify.annotations.NullMarked;
