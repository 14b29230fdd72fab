@NullMarked
package dev.postern.core.state;

import org.jspecify.annotations.NullMarked;
