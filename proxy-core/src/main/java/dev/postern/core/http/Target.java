package dev.postern.core.http;

import io.netty.util.NetUtil;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** Where a request goes to, as a URI says it. */
sealed interface Target {

    /**
     * Where to connect and what to ask for.
     *
     * @param host without brackets
     * @param hostHeader as RFC 9112 3.2 wants it
     * @param path with the query
     */
    record Server(Security security, String host, int port, String hostHeader, String path)
            implements Target {}

    record Unusable(String sentence) implements Target {}

    enum Security {
        TLS,
        /** For this machine only. */
        PLAIN
    }

    int HTTPS_PORT = 443;
    int HTTP_PORT = 80;
    int LAST_PORT = 65535;

    static Target of(URI address) {
        // Java lets other than ASCII characters into a URI, HTTP does not.
        URI uri = URI.create(address.toASCIIString());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || host.isEmpty() || uri.getRawUserInfo() != null) {
            return unusable(uri, "an address like https://login.example.org/token was expected");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return switch (scheme) {
            case "https" -> server(uri, Security.TLS, bare, HTTPS_PORT);
            case "http" ->
                    isThisMachine(bare)
                            ? server(uri, Security.PLAIN, bare, HTTP_PORT)
                            : unusable(
                                    uri,
                                    "secrets would travel unencrypted, so http is for localhost and"
                                            + " loopback addresses only; write https");
            default -> unusable(uri, "an address that begins with https:// was expected");
        };
    }

    private static Target server(URI uri, Security security, String host, int usualPort) {
        int port = uri.getPort() == -1 ? usualPort : uri.getPort();
        if (port < 1 || port > LAST_PORT) {
            return unusable(uri, "ports go from 1 to " + LAST_PORT);
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Server(
                security,
                host,
                port,
                port == usualPort ? uri.getHost() : uri.getHost() + ":" + port,
                (path.isEmpty() ? "/" : path) + query);
    }

    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException wrongLength) {
            return false;
        }
    }

    private static Unusable unusable(URI uri, String why) {
        return new Unusable(
                "Nothing was sent to %s: %s."
                        .formatted(
                                uri.getHost() == null
                                        ? "an address without a host"
                                        : uri.getScheme() + "://" + uri.getHost(),
                                why));
    }
}
