package dev.postern.core.access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What counts as one source of failures: an IPv4 address; the first 64 bits of an IPv6 address,
 * since whoever has one has all of that network (RFC 6177); and on loopback, where a program may
 * use any of 16 million addresses, the local user whose program it is, or else all of it.
 *
 * @param user empty if the client is on another machine, or if the system does not tell
 */
record Origin(String network, Optional<LocalUser> user) {

    private static final int IPV6_OCTETS = 16;
    private static final int IPV6_NETWORK_OCTETS = 8;

    static Origin of(Source source, Optional<LocalUser> user) {
        InetAddress address = source.address();
        if (address.isLoopbackAddress()) {
            return new Origin("loopback", user);
        }
        byte[] octets = address.getAddress();
        return new Origin(
                HexFormat.of()
                        .formatHex(
                                octets.length == IPV6_OCTETS
                                        ? Arrays.copyOf(octets, IPV6_NETWORK_OCTETS)
                                        : octets),
                Optional.empty());
    }
}
