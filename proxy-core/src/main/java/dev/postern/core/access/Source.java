package dev.postern.core.access;

import java.net.InetAddress;

/** Where a client connects from: what failures are counted by. */
public record Source(InetAddress address) {}
