package dev.postern.config;

import dev.postern.core.account.ProxyServer;

import java.util.List;
import java.util.Optional;

/**
 * What the table {@code [bridge]} says: settings of no listener, account or app in particular.
 *
 * @param ehloName the name that the bridge gives itself in EHLO towards providers: a domain or an
 *     address literal
 * @param notification the program, and its arguments, that is run for each event; none: no program
 * @param proxy for token calls and for all accounts that name none; it is in them already
 */
public record BridgeSettings(
        Optional<String> ehloName, List<String> notification, Optional<ProxyServer> proxy) {

    static final BridgeSettings DEFAULTS = new BridgeSettings(Optional.empty());

    public BridgeSettings {
        notification = List.copyOf(notification);
    }

    /** Without a proxy and without a program that is told of events. */
    public BridgeSettings(Optional<String> ehloName) {
        this(ehloName, List.of(), Optional.empty());
    }
}
