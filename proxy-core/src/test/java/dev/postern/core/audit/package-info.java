@NullMarked
package dev.postern.core.audit;

import org.jspecify.annotations.NullMarked;
