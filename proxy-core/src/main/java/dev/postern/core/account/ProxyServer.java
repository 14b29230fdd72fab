package dev.postern.core.account;

import java.util.Optional;

/**
 * A proxy through which the internet is reached. It sees names and volumes and nothing else: TLS is
 * with the server behind it, whose name it is given and looks up itself.
 *
 * @param port 1 to 65535
 * @param user if it wants one; the vault has the password, under {@link #authority()}
 */
public record ProxyServer(Kind kind, String host, int port, Optional<String> user) {

    public enum Kind {
        /** RFC 1928, with the password of RFC 1929. */
        SOCKS5,
        /** CONNECT of RFC 9110 9.3.6, with Basic authentication. */
        HTTP
    }

    /** {@code host:port}, with brackets around an IPv6 literal: for people and logs. */
    public String authority() {
        return Authority.of(host, port);
    }
}
