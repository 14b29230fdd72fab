/** How log lines look. */
@NullMarked
package dev.postern.app.log;

import org.jspecify.annotations.NullMarked;
