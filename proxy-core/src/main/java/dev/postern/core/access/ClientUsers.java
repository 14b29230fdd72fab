package dev.postern.core.access;

import java.util.Optional;

/** Tells people whose program a client on this machine is. Thread-safe. */
public final class ClientUsers {
    private final LocalUsers users = SocketTable.ofThisMachine();

    /**
     * The number of the user; empty if the client is on another machine, or if the system doesn't
     * tell. Reads a table of all sockets: never on an event loop.
     */
    public Optional<String> numberOf(Source source) {
        return users.ownerOf(source).map(LocalUser::number);
    }
}
