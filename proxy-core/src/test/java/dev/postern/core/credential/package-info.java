@NullMarked
package dev.postern.core.credential;

import org.jspecify.annotations.NullMarked;
