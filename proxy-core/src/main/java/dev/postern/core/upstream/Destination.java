package dev.postern.core.upstream;

import dev.postern.core.account.Authority;
import dev.postern.core.account.ProxyServer;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;

import java.util.Optional;

/**
 * Where a connection is to go.
 *
 * @param host DNS name or address literal; it is the name that the certificate must be for
 * @param port 1 to 65535
 * @param proxy which is given the name as it stands, and looks it up itself
 */
public record Destination(String host, int port, Trust trust, Optional<ProxyServer> proxy) {

    static Destination of(Upstream upstream) {
        return new Destination(
                upstream.host(), upstream.port(), upstream.trust(), upstream.proxy());
    }

    /** {@code host:port}, with brackets around an IPv6 literal: for people and logs. */
    public String authority() {
        return Authority.of(host, port);
    }
}
