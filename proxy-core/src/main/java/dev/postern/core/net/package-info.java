/**
 * Which of Netty's transports and TLS providers this machine has: native ones first, Java's own as
 * the fallback. And how a connection is closed so that its last words arrive.
 */
@NullMarked
package dev.postern.core.net;

import org.jspecify.annotations.NullMarked;
