/** Tests of the agent: the real script under real shells, talking HTTP to the real protocol over a real database. */
@NullMarked
package io.headrace.agent;

import org.jspecify.annotations.NullMarked;
