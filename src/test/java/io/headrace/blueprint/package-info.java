/** What the compiler of blueprints promises. */
@NullMarked
package io.headrace.blueprint;

import org.jspecify.annotations.NullMarked;
