/**
 * The listeners and everything that lives as long as the process: event loops, TLS contexts, the
 * sessions that are open.
 */
@NullMarked
package dev.postern.core.server;

import org.jspecify.annotations.NullMarked;
