package dev.postern.core.access;

import io.netty.util.NetUtil;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291 2.3), like {@code 192.168.1.0/24} or {@code
 * fd00::/8}; an address alone is a network of one.
 */
public final class Network {

    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final byte[] prefix;
    private final int bits;
    private final String text;

    private Network(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    /** Empty if it is not one, or has a bit set behind its prefix: then it was meant otherwise. */
    public static Optional<Network> parse(String written) {
        int slash = written.indexOf('/');
        byte[] octets =
                NetUtil.createByteArrayFromIpAddressString(
                        slash < 0 ? written : written.substring(0, slash));
        if (octets == null) {
            return Optional.empty();
        }
        Optional<Integer> bits =
                slash < 0
                        ? Optional.of(octets.length * 8)
                        : length(written.substring(slash + 1), octets.length * 8);
        return bits.filter(length -> Arrays.equals(octets, cut(octets, length)))
                .map(length ->
                        isMapped(octets, length)
                                ? new Network(
                                        Arrays.copyOfRange(
                                                octets, MAPPED_PREFIX.length, octets.length),
                                        length - MAPPED_PREFIX.length * 8,
                                        written)
                                : new Network(octets, length, written));
    }

    /**
     * An IPv4 address that came as an IPv6 one (RFC 4291 2.5.5.2), as that of an IPv4 client comes
     * to a listener for both; others as they are.
     */
    public static InetAddress unmapped(InetAddress address) {
        byte[] octets = address.getAddress();
        try {
            // That of 16 octets becomes one of four.
            return isMapped(octets, octets.length * 8) ? InetAddress.getByAddress(octets) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are an address", e);
        }
    }

    private static boolean isMapped(byte[] octets, int bits) {
        return octets.length > MAPPED_PREFIX.length
                && bits >= MAPPED_PREFIX.length * 8
                && Arrays.equals(
                        octets, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
    }

    private static Optional<Integer> length(String digits, int most) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(digits));
    }

    public boolean contains(InetAddress address) {
        byte[] octets = unmapped(address).getAddress();
        return octets.length == prefix.length && Arrays.equals(prefix, cut(octets, bits));
    }

    private static byte[] cut(byte[] octets, int bits) {
        byte[] cut = octets.clone();
        for (int i = 0; i < cut.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            cut[i] &= (byte) (0xFF << (8 - kept));
        }
        return cut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && bits == network.bits
                && Arrays.equals(prefix, network.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + bits;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
