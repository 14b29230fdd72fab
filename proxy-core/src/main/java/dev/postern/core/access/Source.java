package dev.postern.core.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a client connects from: what failures are counted by, and what a policy can name.
 *
 * @param client its own end of the connection
 * @param listener our end
 */
public record Source(InetSocketAddress client, InetSocketAddress listener) {

    public InetAddress address() {
        return client.getAddress();
    }
}
