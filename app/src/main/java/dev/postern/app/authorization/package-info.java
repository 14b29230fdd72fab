/** Puts together what asks authorization servers: for a running bridge, and for one command. */
@NullMarked
package dev.postern.app.authorization;

import org.jspecify.annotations.NullMarked;
