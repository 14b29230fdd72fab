package dev.postern.config;

import dev.postern.core.account.ProxyServer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code proxy = "socks5://user@host:port"}. */
final class ProxyReader {

    private static final String NONE = "none";

    private ProxyReader() {}

    static ProxyChoice read(Table table) {
        Optional<String> text = table.text("proxy");
        if (text.isEmpty()) {
            return new ProxyChoice.Unsaid();
        }
        if (text.get().equalsIgnoreCase(NONE)) {
            return new ProxyChoice.Direct();
        }
        Optional<URI> uri = uri(text.get());
        Optional<ProxyServer> proxy = uri.flatMap(ProxyReader::server);
        if (proxy.isEmpty()) {
            table.refuse(
                    "proxy",
                    "\"socks5://HOST:PORT\", \"http://HOST:PORT\" or \"none\"",
                    // What stands before an @ may be a password.
                    text.get().indexOf('@') < 0 ? Values.quoted(text.get()) : "other text",
                    "Write kind, host and port; if the proxy wants a user, USER@ before the host.");
            return new ProxyChoice.Unsaid();
        }
        if (hasPassword(uri.get())) {
            table.refuse(
                    "proxy",
                    "a user name at most before the @",
                    "a password too",
                    "A password never stands in this file: take it out, and have the vault keep it:"
                            + " postern proxy password "
                            + proxy.get().authority());
            return new ProxyChoice.Unsaid();
        }
        return new ProxyChoice.Through(proxy.get());
    }

    /** As it is read again. */
    static String written(ProxyServer proxy) {
        String user =
                proxy.user()
                        .map(name ->
                                URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
                                        + "@")
                        .orElse("");
        return proxy.kind().name().toLowerCase(Locale.ROOT) + "://" + user + proxy.authority();
    }

    static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }

    /** With the port written out; empty if it is not one that can be used. */
    static Optional<ProxyServer> server(URI uri) {
        Optional<ProxyServer.Kind> kind = kind(uri);
        String path = uri.getRawPath();
        boolean nothingBehind =
                (path == null || path.isEmpty() || path.equals("/"))
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null;
        if (kind.isEmpty()
                || uri.getHost() == null
                || uri.getPort() < 1
                || uri.getPort() > ListenerReader.LARGEST_PORT
                || !nothingBehind) {
            return Optional.empty();
        }
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Optional.of(new ProxyServer(kind.get(), bare, uri.getPort(), user(uri)))
                .filter(proxy -> Hosts.isHost(proxy.host()))
                // Neither protocol has a way to say them.
                .filter(proxy ->
                        proxy.user().stream()
                                .flatMapToInt(String::chars)
                                .noneMatch(Character::isISOControl));
    }

    static boolean hasPassword(URI uri) {
        return uri.getRawUserInfo() != null && uri.getRawUserInfo().indexOf(':') >= 0;
    }

    private static Optional<String> user(URI uri) {
        return Optional.ofNullable(uri.getRawUserInfo())
                .map(raw -> raw.split(":", 2)[0])
                .flatMap(raw -> uri("x://" + raw + "@host"))
                .map(URI::getUserInfo)
                .filter(user -> !user.isEmpty());
    }

    private static Optional<ProxyServer.Kind> kind(URI uri) {
        return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            // With an h, curl and others have the proxy look names up; ours always does.
            case "socks5", "socks5h" -> Optional.of(ProxyServer.Kind.SOCKS5);
            case "http" -> Optional.of(ProxyServer.Kind.HTTP);
            default -> Optional.empty();
        };
    }
}
