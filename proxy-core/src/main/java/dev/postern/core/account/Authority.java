package dev.postern.core.account;

/** Host and port as people and logs have them (RFC 3986 3.2). */
public final class Authority {

    private Authority() {}

    /** {@code host:port}, with brackets around an IPv6 literal. */
    public static String of(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
