package dev.postern.app.fault;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * Passes on what two ends say to each other, until a misfortune befalls the connection. Each
 * connection has one.
 */
public final class FaultyRelay implements AutoCloseable {

    /** Which end of its connections is the bridge's, and so has the faults. */
    enum Bridge {
        CONNECTS,
        IS_BEHIND
    }

    private final StandInServer front;
    private final int behind;
    private final Bridge bridge;
    private final Optional<SSLContext> tls;
    private final Supplier<Misfortune> misfortunes;
    private final List<FaultyConnection> connections = new CopyOnWriteArrayList<>();

    private FaultyRelay(
            int behind, Bridge bridge, Optional<SSLContext> tls, Supplier<Misfortune> misfortunes)
            throws IOException {
        this.behind = behind;
        this.bridge = bridge;
        this.tls = tls;
        this.misfortunes = misfortunes;
        this.front = new StandInServer(this::serve);
    }

    /**
     * Between the bridge and a provider that both speak TLS: what passes is TLS, which the relay
     * does not understand.
     *
     * @param behind the provider's port on this machine
     * @param misfortunes asked for once by each connection
     */
    public static FaultyRelay beforeProvider(int behind, Supplier<Misfortune> misfortunes)
            throws IOException {
        return new FaultyRelay(behind, Bridge.CONNECTS, Optional.empty(), misfortunes);
    }

    /**
     * Speaks TLS with the bridge in place of a provider that speaks none, so that places are in
     * what is said, and faults happen to TCP.
     *
     * @param behind the provider's port on this machine
     * @param misfortunes asked for once by each connection
     */
    public static FaultyRelay beforeProvider(
            int behind, SSLContext tls, Supplier<Misfortune> misfortunes) throws IOException {
        return new FaultyRelay(behind, Bridge.CONNECTS, Optional.of(tls), misfortunes);
    }

    /**
     * Between a client and the bridge.
     *
     * @param behind the bridge's port
     * @param misfortunes asked for once by each connection
     */
    public static FaultyRelay beforeBridge(int behind, Supplier<Misfortune> misfortunes)
            throws IOException {
        return new FaultyRelay(behind, Bridge.IS_BEHIND, Optional.empty(), misfortunes);
    }

    public int port() {
        return front.port();
    }

    /** How many connections have met with their misfortune. */
    public long befallen() {
        return connections.stream().filter(FaultyConnection::isBefallen).count();
    }

    /** On how many connections the bridge has neither said FIN nor RST, nor been sent RST. */
    public long heldByBridge() {
        return connections.stream().filter(FaultyConnection::isHeldByBridge).count();
    }

    /** Has all connections read what the bridge says, whatever has befallen them. */
    public void readOn() {
        connections.forEach(FaultyConnection::readOn);
    }

    private void serve(Peer peer) throws Exception {
        FaultyConnection connection = new FaultyConnection(peer, bridge, misfortunes.get());
        connections.add(connection);
        connection.serve(behind, tls);
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
