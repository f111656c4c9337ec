/**
 * Stories that touch only what a user touches: git pushes, HTTP, and the statuses of commits, on the real server as a
 * process of its own.
 */
@NullMarked
package io.headrace.e2e;

import org.jspecify.annotations.NullMarked;
