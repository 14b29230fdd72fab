package dev.postern.core.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a client connects from: what failures are counted by, and what a policy can name.
 *
 * <p>IPv4 addresses are IPv4 addresses here, also where the listener is for IPv6 as well.
 *
 * @param client its own end of the connection
 * @param listener our end
 */
public record Source(InetSocketAddress client, InetSocketAddress listener) {

    public Source {
        client = unmapped(client);
        listener = unmapped(listener);
    }

    private static InetSocketAddress unmapped(InetSocketAddress address) {
        return new InetSocketAddress(Network.unmapped(address.getAddress()), address.getPort());
    }

    public InetAddress address() {
        return client.getAddress();
    }
}
