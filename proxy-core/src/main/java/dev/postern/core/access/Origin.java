package dev.postern.core.access;

import java.util.Optional;

/**
 * What counts as one source of failures: a {@link Source#network network}; and on this machine the
 * local user whose program it is, or else all of it.
 *
 * @param user empty if the client is on another machine, or if the system does not tell
 */
record Origin(String network, Optional<LocalUser> user) {

    static Origin of(Source source, Optional<LocalUser> user) {
        return new Origin(
                source.network(), source.address().isLoopbackAddress() ? user : Optional.empty());
    }
}
