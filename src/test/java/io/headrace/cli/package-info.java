/** What the commands on working copies promise. */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
