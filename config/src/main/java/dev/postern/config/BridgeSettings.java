package dev.postern.config;

import java.util.Optional;

/**
 * What the table {@code [bridge]} says: settings of no listener, account or app in particular.
 *
 * @param ehloName the name that the bridge gives itself in EHLO towards providers: a domain or an
 *     address literal
 */
public record BridgeSettings(Optional<String> ehloName) {

    static final BridgeSettings DEFAULTS = new BridgeSettings(Optional.empty());
}
