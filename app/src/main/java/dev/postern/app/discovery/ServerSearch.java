package dev.postern.app.discovery;

import dev.postern.config.ProviderPresets;

import java.util.Optional;

/** Finds the servers of a mail address. Waits for the network, some seconds at most. */
@FunctionalInterface
public interface ServerSearch {

    Found find(String address);

    /** With the name servers of this machine. Nobody is asked before the first search. */
    static ServerSearch ofSystem() {
        ProviderPresets presets = ProviderPresets.builtIn();
        return address -> {
            try (SystemDns dns = new SystemDns()) {
                return new Discovery(
                                presets::byDomain, host -> Optional.empty(), dns, WellKnown.NOBODY)
                        .find(address);
            }
        };
    }
}
