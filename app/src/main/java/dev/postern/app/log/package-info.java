/** How log lines look. What is logged, and at which level, is decided where it is logged. */
@NullMarked
package dev.postern.app.log;

import org.jspecify.annotations.NullMarked;
