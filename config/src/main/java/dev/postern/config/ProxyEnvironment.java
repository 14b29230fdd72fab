package dev.postern.config;

import dev.postern.core.account.ProxyServer;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that the environment of a process names, as curl and others read it: {@code
 * https_proxy}, {@code HTTPS_PROXY}, {@code all_proxy} or {@code ALL_PROXY}, and {@code no_proxy}
 * or {@code NO_PROXY}. It is used for token calls only, where the configuration says nothing: what
 * a login shell says of the web was never meant for mail. A password in it is not used; the vault
 * has that.
 *
 * @param direct names below which it is not used; {@code *}: everywhere
 */
public record ProxyEnvironment(Optional<ProxyServer> proxy, List<String> direct) {

    /** An environment that names none. */
    public static final ProxyEnvironment NONE = new ProxyEnvironment(Optional.empty(), List.of());

    /** What curl takes where a URL has no port. */
    private static final int USUAL_PORT = 1080;

    public ProxyEnvironment {
        direct = List.copyOf(direct);
    }

    /**
     * What the variables of a process say.
     *
     * @param variables as {@code System.getenv()} has them
     */
    public static ProxyEnvironment of(Map<String, String> variables) {
        return new ProxyEnvironment(
                first(variables, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
                        .flatMap(ProxyEnvironment::server),
                first(variables, "no_proxy", "NO_PROXY").stream()
                        .flatMap(text -> Stream.of(text.split("[,\\s]+")))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .map(name -> name.startsWith(".") ? name.substring(1) : name)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** Through which {@code host} is reached. This machine is always reached directly. */
    public Optional<ProxyServer> towards(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean here = name.equals("localhost") || Addresses.isLoopback(bare(name));
        boolean excepted =
                direct.stream()
                        .anyMatch(
                                it -> it.equals("*") || name.equals(it) || name.endsWith("." + it));
        return here || excepted ? Optional.empty() : proxy;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<String> first(Map<String, String> variables, String... names) {
        return Stream.of(names)
                .map(name -> variables.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static Optional<ProxyServer> server(String text) {
        return ProxyReader.uri(text.contains("://") ? text : "http://" + text)
                .flatMap(uri -> ProxyReader.server(uri.getPort() < 0 ? withPort(uri) : uri));
    }

    private static URI withPort(URI uri) {
        return ProxyReader.uri(uri.getScheme() + "://" + uri.getRawAuthority() + ":" + USUAL_PORT)
                .orElse(uri);
    }
}
