/**
 * The words of Headrace as immutable values: keys, declarations, the state of a run, problems, and the few interfaces
 * that turn a dependency round.
 *
 * <p>Every other package may use it, and it uses the JDK alone, so that the pure core can be tested without anything
 * else. It holds no behaviour beyond what a value says of itself: deciding is {@code plan}'s, doing is
 * {@code reconcile}'s.
 */
@NullMarked
package io.headrace.model;

import org.jspecify.annotations.NullMarked;
