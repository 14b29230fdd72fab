/**
 * Commands as people run them, with and without a running bridge, against real files and sockets.
 */
@NullMarked
package dev.postern.app.command;

import org.jspecify.annotations.NullMarked;
