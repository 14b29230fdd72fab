@NullMarked
package dev.postern.core.session;

import org.jspecify.annotations.NullMarked;
