package dev.postern.benchmarks;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A proxy that is measured, or the provider itself.
 *
 * @param start a program that becomes the proxy, in the foreground; none: somebody else has started
 *     it, and nothing is charged to it
 */
record Peer(String name, Optional<Path> start, Ports plain, Ports tls, Login login) {

    /** Where it listens with one kind of encryption. */
    record Ports(int imap, int smtp) {}

    /** What its users type. */
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * From {@code name|start|imap port|imaps port|smtp port|smtps port|user|password}; {@code
     * start} may be empty.
     */
    static Peer of(String line) {
        String[] field = line.split("\\|", 8);
        return new Peer(
                field[0],
                Optional.of(field[1]).filter(it -> !it.isEmpty()).map(Path::of),
                new Ports(Integer.parseInt(field[2]), Integer.parseInt(field[4])),
                new Ports(Integer.parseInt(field[3]), Integer.parseInt(field[5])),
                new Login(field[6], field[7]));
    }

    Ports ports(ClientKind client) {
        return switch (client) {
            case PLAIN -> plain;
            case TLS -> tls;
        };
    }
}
