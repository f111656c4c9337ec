/**
 * Git forges: what their webhooks say and how their commit statuses are written.
 *
 * <p>A delivery is only ever a hint that a repository moved; nothing in it is believed. A driver is a client and a pure
 * parser, without state.
 */
@NullMarked
package io.headrace.forge;

import org.jspecify.annotations.NullMarked;
