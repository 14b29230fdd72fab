package dev.postern.core.signin;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A redirect URI on this machine.
 *
 * @param uri as it is registered
 * @param addresses literals to listen on
 * @param port 0 for any
 */
record RedirectAddress(URI uri, List<String> addresses, int port) {

    private static final int HTTP_PORT = 80;

    static RedirectAddress of(URI registered) throws RedirectListenerException {
        String host = Optional.ofNullable(registered.getHost()).orElse("").toLowerCase(Locale.ROOT);
        List<String> addresses =
                switch (host) {
                    case "127.0.0.1" -> List.of("127.0.0.1");
                    case "[::1]" -> List.of("::1");
                    // Browsers try both, in an order of their own.
                    case "localhost" -> List.of("127.0.0.1", "::1");
                    default -> List.of();
                };
        if (addresses.isEmpty() || !"http".equalsIgnoreCase(registered.getScheme())) {
            throw new RedirectListenerException(
                    "The redirect %s does not lead to this machine: expected http with 127.0.0.1, [::1] or localhost. With this one, sign in with --paste."
                            .formatted(registered));
        }
        int port = registered.getPort();
        return new RedirectAddress(registered, addresses, port < 0 ? HTTP_PORT : port);
    }

    /** As browsers ask for it. */
    String path() {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** The same with another port in place of 0; what has none stays as it is registered. */
    URI with(int number) {
        return port == 0
                ? URI.create(
                        uri.toString()
                                .replaceFirst(
                                        "(?i)^(http://(?:\\[::1\\]|[^:/?#]+)):0+(?=[/?#]|$)",
                                        "$1:" + number))
                : uri;
    }

    /**
     * What browsers put into the Host header. No other name is answered: one of an attacker's can
     * be made to lead to this machine (DNS rebinding).
     */
    Set<String> hosts(int number) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        List<String> hosts = new ArrayList<>();
        hosts.add(host + ":" + number);
        if (number == HTTP_PORT) {
            hosts.add(host);
        }
        return Set.copyOf(hosts);
    }
}
