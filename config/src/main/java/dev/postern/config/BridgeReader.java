package dev.postern.config;

import dev.postern.core.session.OpenSessions;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code [bridge]}. */
final class BridgeReader {

    private static final Pattern DOMAIN_OR_LITERAL =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[A-Za-z0-9.:]+]");

    /** {@code 127.0.0.1:9585}, {@code [::1]:9585}. */
    private static final Pattern PLACE =
            Pattern.compile("(?:\\[([^\\]]*)]|([^:\\[\\]]*)):([0-9]{1,5})");

    private static final int LARGEST_PORT = 65_535;

    /** One mail program opens ten at once. */
    private static final int LEAST_BEFORE_LOGIN = 16;

    /** Each may hold 128 KiB. */
    private static final int LARGEST_BEFORE_LOGIN = 100_000;

    private BridgeReader() {}

    /**
     * What it says, and the choice of a proxy, in which "none" differs from nothing.
     *
     * @param proxy as it was written
     */
    record Read(BridgeSettings settings, ProxyChoice proxy) {
        static final Read NOTHING = new Read(BridgeSettings.DEFAULTS, new ProxyChoice.Unsaid());
    }

    static Read read(Table table) {
        Optional<String> ehloName = table.text("ehlo_name");
        ehloName.filter(name -> !DOMAIN_OR_LITERAL.matcher(name).matches())
                .ifPresent(name ->
                        table.refuse(
                                "ehlo_name",
                                "a domain, or an address in brackets",
                                Values.quoted(name),
                                "Write it like \"host.example.com\" or \"[192.0.2.1]\"."));
        List<String> notification =
                table.texts("notify")
                        .filter(words -> Programs.isRunnable(table, "notify", words))
                        .orElse(List.of());
        ProxyChoice proxy = ProxyReader.read(table);
        Optional<InetSocketAddress> metrics = metrics(table);
        int mostBeforeLogin =
                table.integer("max_before_login", LEAST_BEFORE_LOGIN, LARGEST_BEFORE_LOGIN)
                        .orElse(OpenSessions.MOST_BEFORE_LOGIN);
        table.refuseUnknownKeys();
        return new Read(
                new BridgeSettings(
                        ehloName, notification, proxy.server(), metrics, mostBeforeLogin),
                proxy);
    }

    /** Nobody logs in there, so it is for this machine only. */
    private static Optional<InetSocketAddress> metrics(Table table) {
        Optional<String> written = table.text("metrics");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Matcher place = PLACE.matcher(written.get());
        Optional<InetAddress> address =
                place.matches()
                        ? Addresses.literal(
                                place.group(1) == null ? place.group(2) : place.group(1))
                        : Optional.empty();
        int port = place.matches() ? Integer.parseInt(place.group(3)) : 0;
        if (address.filter(InetAddress::isLoopbackAddress).isEmpty()
                || port < 1
                || port > LARGEST_PORT) {
            table.refuse(
                    "metrics",
                    "an address of this machine and a port",
                    Values.quoted(written.get()),
                    "Write it like \"127.0.0.1:9585\" or \"[::1]:9585\"; a program elsewhere needs"
                            + " a tunnel.");
            return Optional.empty();
        }
        return Optional.of(new InetSocketAddress(address.get(), port));
    }
}
