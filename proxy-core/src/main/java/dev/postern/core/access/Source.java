package dev.postern.core.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a client connects from: what failures are counted by, and what a policy can name.
 *
 * <p>IPv4 addresses are IPv4 addresses here, also where the listener is for IPv6 as well.
 *
 * @param client its own end of the connection
 * @param listener our end
 */
public record Source(InetSocketAddress client, InetSocketAddress listener) {

    private static final int IPV6_OCTETS = 16;
    private static final int IPV6_NETWORK_OCTETS = 8;

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

    /**
     * What counts as one: an IPv4 address; the first 64 bits of an IPv6 address, since whoever has
     * one has all of that network (RFC 6177); and all of loopback, where a program may use any of
     * 16 million addresses.
     */
    public String network() {
        if (address().isLoopbackAddress()) {
            return "loopback";
        }
        byte[] octets = address().getAddress();
        return HexFormat.of()
                .formatHex(
                        octets.length == IPV6_OCTETS
                                ? Arrays.copyOf(octets, IPV6_NETWORK_OCTETS)
                                : octets);
    }
}
