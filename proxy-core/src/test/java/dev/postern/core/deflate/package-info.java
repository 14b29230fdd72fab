@NullMarked
package dev.postern.core.deflate;

import org.jspecify.annotations.NullMarked;
