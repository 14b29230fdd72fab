package dev.postern.core.account;

import java.util.Optional;

/**
 * Where and how one protocol of an account reaches its provider.
 *
 * @param host DNS name or address literal; it is the name that the certificate must be for
 * @param port 1 to 65535
 * @param user the SASL identity at the provider, which may differ between protocols (shared
 *     mailboxes)
 * @param mechanism the only SASL mechanism to use, in upper case; empty: the best of what the
 *     provider offers
 * @param proxy through which it is reached
 * @param compression of what is said after login; of IMAP only
 */
public record Upstream(
        String host,
        int port,
        UpstreamTls tls,
        Trust trust,
        String user,
        Optional<String> mechanism,
        Optional<ProxyServer> proxy,
        Compression compression) {

    /** One that is reached without a proxy, and never compressed. */
    public Upstream(
            String host,
            int port,
            UpstreamTls tls,
            Trust trust,
            String user,
            Optional<String> mechanism) {
        this(host, port, tls, trust, user, mechanism, Optional.empty(), Compression.NEVER);
    }

    /** The same for another user. */
    public Upstream as(String other) {
        return new Upstream(host, port, tls, trust, other, mechanism, proxy, compression);
    }

    /** The same, reached through {@code other}. */
    public Upstream through(Optional<ProxyServer> other) {
        return new Upstream(host, port, tls, trust, user, mechanism, other, compression);
    }

    /** The same, with that compression. */
    public Upstream with(Compression other) {
        return new Upstream(host, port, tls, trust, user, mechanism, proxy, other);
    }

    /** {@code host:port}, with brackets around an IPv6 literal: for people and logs. */
    public String authority() {
        return Authority.of(host, port);
    }
}
