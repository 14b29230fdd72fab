package dev.postern.config;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.session.OpenSessions;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the table {@code [bridge]} says: settings of no listener, account or app in particular.
 *
 * @param ehloName the name that the bridge gives itself in EHLO towards providers: a domain or an
 *     address literal
 * @param notification the program, and its arguments, that is run for each event; none: no program
 * @param proxy for token calls and for all accounts that name none; it is in them already
 * @param metrics where metrics and health can be asked for: on loopback; empty: nowhere
 * @param mostBeforeLogin how many connections may be open that have not logged in
 */
public record BridgeSettings(
        Optional<String> ehloName,
        List<String> notification,
        Optional<ProxyServer> proxy,
        Optional<InetSocketAddress> metrics,
        int mostBeforeLogin) {

    static final BridgeSettings DEFAULTS = new BridgeSettings(Optional.empty());

    public BridgeSettings {
        notification = List.copyOf(notification);
    }

    /** Without a proxy, a program that is told of events, and metrics. */
    public BridgeSettings(Optional<String> ehloName) {
        this(
                ehloName,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OpenSessions.MOST_BEFORE_LOGIN);
    }
}
