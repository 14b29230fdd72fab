package dev.postern.core.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the addresses of a host through the operating system, so that hosts files, search domains
 * and split DNS work as everywhere else. Blocks: it runs on the connector's own threads, never on
 * an event loop.
 */
@FunctionalInterface
interface HostResolver {

    /** The operating system's resolver. */
    HostResolver SYSTEM = host -> alternating(List.of(InetAddress.getAllByName(host)));

    /** At least one address, in the order in which they are to be tried. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * IPv6 first, then one of each family in turn (RFC 8305 4), so that a family without a route
     * costs one attempt, not all of them.
     */
    static List<InetAddress> alternating(List<InetAddress> found) {
        Deque<InetAddress> six = new ArrayDeque<>();
        Deque<InetAddress> four = new ArrayDeque<>();
        found.forEach(address -> (address instanceof Inet6Address ? six : four).add(address));
        List<InetAddress> ordered = new ArrayList<>(found.size());
        while (!six.isEmpty() || !four.isEmpty()) {
            if (!six.isEmpty()) {
                ordered.add(six.remove());
            }
            if (!four.isEmpty()) {
                ordered.add(four.remove());
            }
        }
        return ordered;
    }
}
