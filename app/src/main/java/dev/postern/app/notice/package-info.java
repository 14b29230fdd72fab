/**
 * Notices for people who look at no log: that an account must be signed in to again, that it works
 * again. They go to the program that {@code notify} in {@code [bridge]} names, and to the desktop.
 */
@NullMarked
package dev.postern.app.notice;

import org.jspecify.annotations.NullMarked;
