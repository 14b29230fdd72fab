/** The control socket against real clients, friendly and not. */
@NullMarked
package dev.postern.app.control;

import org.jspecify.annotations.NullMarked;
