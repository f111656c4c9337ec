/** Tests of the program as a whole: its configuration, its commands and the rules that its shape follows. */
@NullMarked
package io.headrace;

import org.jspecify.annotations.NullMarked;
