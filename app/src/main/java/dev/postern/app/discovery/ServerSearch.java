package dev.postern.app.discovery;

import dev.postern.config.ProviderPresets;

/** Finds the servers of a mail address. Waits for the network, some seconds at most. */
@FunctionalInterface
public interface ServerSearch {

    /**
     * Asks until somebody knows.
     *
     * @param presets the providers that the configuration knows
     */
    Found find(String address, ProviderPresets presets);

    /** With the name servers of this machine. Nobody is asked before the first search. */
    static ServerSearch ofSystem() {
        return (address, presets) -> {
            try (SystemDns dns = new SystemDns();
                    HttpsWellKnown files = new HttpsWellKnown()) {
                return new Discovery(presets::byDomain, presets::byMailExchanger, dns, files)
                        .find(address);
            }
        };
    }
}
