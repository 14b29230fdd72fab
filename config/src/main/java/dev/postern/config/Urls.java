package dev.postern.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of authorization servers, and the redirect URI. */
final class Urls {

    /** What stands in an address in the place of an organisation's own word. */
    static final String TENANT = "{tenant}";

    private static final String LOOPBACK_NAME = "localhost";

    private Urls() {}

    /** An endpoint, which may have {@code {tenant}} in its path. */
    static Optional<String> endpoint(Table table, String key) {
        Optional<String> text = table.text(key);
        Optional<String> good = text.filter(Urls::isEndpoint);
        if (text.isPresent() && good.isEmpty()) {
            table.refuse(
                    key,
                    "an address that begins with https://; with http:// on this machine only",
                    Values.quoted(text.get()),
                    "Tokens and secrets are sent there: copy the address from the provider's"
                            + " documentation, without # and without a user name.");
        }
        return good;
    }

    /** Where the browser comes back to. */
    static Optional<URI> redirect(Table table, String key) {
        Optional<String> text = table.text(key);
        Optional<URI> good = text.flatMap(Urls::parsed).filter(uri -> isPlain(uri) && isSafe(uri));
        if (text.isPresent() && good.isEmpty()) {
            table.refuse(
                    key,
                    "a redirect URI on this machine, or one with https",
                    Values.quoted(text.get()),
                    "Write it as it is registered, like \"http://localhost:0/\"; port 0 is any"
                            + " free port.");
        }
        return good;
    }

    /** A page for people. */
    static Optional<URI> page(Table table, String key) {
        return endpoint(table, key).flatMap(Urls::parsed);
    }

    /** {@code template} with the word of an organisation in it. */
    static URI in(String template, String tenant) {
        return URI.create(template.replace(TENANT, tenant));
    }

    private static boolean isEndpoint(String text) {
        return parsed(text.replace(TENANT, "tenant"))
                .filter(uri -> isPlain(uri) && isSafe(uri))
                .filter(uri -> text.indexOf(TENANT) < 0 || !uri.getHost().contains("tenant"))
                .isPresent();
    }

    private static boolean isPlain(URI uri) {
        String host = uri.getHost();
        return host != null
                && Hosts.isHost(withoutBrackets(host))
                && uri.getRawUserInfo() == null
                // RFC 6749 3.1, 3.1.2, 3.2
                && uri.getRawFragment() == null
                && uri.getPort() <= ListenerReader.LARGEST_PORT;
    }

    private static boolean isSafe(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost()));
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase(LOOPBACK_NAME) || Addresses.isLoopback(withoutBrackets(host));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }
}
