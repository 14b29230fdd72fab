package dev.postern.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses, read without ever asking a name server. */
final class Addresses {

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** The JDK takes a text with a colon for an address, or refuses it; names have none. */
    private static final Pattern MAYBE_IPV6 =
            Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?");

    private Addresses() {}

    /** Whether only this machine reaches it; of what is no address, nobody knows. */
    static boolean isLoopback(String text) {
        return literal(text).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !MAYBE_IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
