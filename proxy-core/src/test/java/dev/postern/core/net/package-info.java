/** Tests of sockets that others have opened. */
@NullMarked
package dev.postern.core.net;

import org.jspecify.annotations.NullMarked;
