package dev.postern.core.access;

import java.util.Optional;

/** Tells whose program has connected, where the system does. May block: never on an event loop. */
@FunctionalInterface
interface LocalUsers {

    /** Nobody is known. */
    LocalUsers UNKNOWN = source -> Optional.empty();

    /** Empty if the client is on another machine, or if the system doesn't tell. */
    Optional<LocalUser> ownerOf(Source source);
}
