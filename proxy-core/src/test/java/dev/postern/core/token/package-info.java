/** The token engine against servers that do what they like, and clocks that jump. */
@NullMarked
package dev.postern.core.token;

import org.jspecify.annotations.NullMarked;
