@NullMarked
package dev.postern.core.tls;

import org.jspecify.annotations.NullMarked;
