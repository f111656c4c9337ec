/**
 * From the files of one commit to what it wants: blueprints are bound strictly, found by name within their projects,
 * resolved through inheritance and wiring, and hashed; or all that is wrong with them is said at once, in file order.
 *
 * <p>It is pure: equal files give equal results, whatever their order. It reads nothing but the given tree, runs
 * nothing, and decides nothing about machines, which is {@code plan}'s.
 */
@NullMarked
package io.headrace.blueprint;

import org.jspecify.annotations.NullMarked;
