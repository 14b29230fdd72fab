package dev.postern.core.upstream;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;

import java.util.Optional;

/**
 * A server that is not a mail server, and how it is reached and known.
 *
 * @param host DNS name or address literal without brackets; it is the name that the certificate
 *     must be for
 * @param port 1 to 65535
 */
public record Destination(String host, int port, Trust trust, Optional<ProxyServer> proxy) {

    /** {@code host:port}, with brackets around an IPv6 literal: for people and logs. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
