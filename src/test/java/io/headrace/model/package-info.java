/** What the words of Headrace promise of themselves. */
@NullMarked
package io.headrace.model;

import org.jspecify.annotations.NullMarked;
