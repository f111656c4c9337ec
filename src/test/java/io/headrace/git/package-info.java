/** Tests of {@code io.headrace.git}, most of them with the git command line against a real server on loopback. */
@NullMarked
package io.headrace.git;

import org.jspecify.annotations.NullMarked;
