package dev.postern.core.server;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.CloseReason;
import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.SessionServices;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * The open listeners of a bridge, and the event loops that its sessions run on. Thread-safe: what
 * changes the listeners happens one after the other.
 */
public final class BridgeServer implements AutoCloseable {

    /** How long closing waits for the event loops to write what is queued. */
    private static final long QUIET_MILLIS = 50;

    private static final long SHUTDOWN_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(BridgeServer.class);

    /**
     * A listener and what its connections need.
     *
     * @param tls empty only where {@code spec} says that there is none; its maker's to close, once
     *     the server is closed or has taken other listeners; listeners may share one
     */
    public record Listener(ListenerSpec spec, Optional<ListenerTls> tls) {}

    /** An address that is listened on. */
    public record Listening(InetSocketAddress address, ListenerSpec spec) {}

    private final Transport transport;
    private final InheritedSockets inherited;
    private final EventLoopGroup loops;
    private final Map<Protocol, Frontend> frontends;
    private final SessionServices services;
    private List<OpenPort> open = List.of();
    private boolean over;

    /** The server owns the event loops that it makes, and closes them. */
    public BridgeServer(
            Transport transport,
            InheritedSockets inherited,
            int threads,
            Map<Protocol, Frontend> frontends,
            SessionServices services) {
        this.transport = transport;
        this.inherited = inherited;
        this.loops = transport.eventLoops(threads);
        this.frontends = Map.copyOf(frontends);
        this.services = services;
    }

    /**
     * Opens all these listeners beside those that are open, or none.
     *
     * @return the addresses that were opened, in order
     * @throws ListenFailedException if an address cannot be had: whoever holds it would be given
     *     the clients' passwords
     */
    public synchronized List<InetSocketAddress> open(List<Listener> listeners)
            throws ListenFailedException {
        ListenerChange change = new ListenerChange(this);
        try {
            open.forEach(port -> change.keep(port, port.starter()));
            bind(listeners, change);
            List<InetSocketAddress> addresses =
                    change.fresh().stream().map(OpenPort::address).toList();
            change.take();
            return addresses;
        } finally {
            change.close();
        }
    }

    /**
     * Binds what is wanted and not bound yet. Nothing changes before the change is taken; the
     * caller closes it.
     *
     * @param wanted all that there shall be
     * @throws ListenFailedException if an address cannot be had; then nothing is bound
     */
    public synchronized ListenerChange prepare(List<Listener> wanted) throws ListenFailedException {
        ListenerChange change = new ListenerChange(this);
        try {
            bind(wanted, change);
            return change;
        } catch (ListenFailedException | RuntimeException failed) {
            change.close();
            throw failed;
        }
    }

    private void bind(List<Listener> listeners, ListenerChange change)
            throws ListenFailedException {
        for (Listener listener : listeners) {
            SessionStarter starter =
                    new SessionStarter(
                            listener.spec(),
                            frontend(listener.spec().protocol()),
                            listener.tls(),
                            services);
            for (String literal : listener.spec().addresses()) {
                InetSocketAddress address = new InetSocketAddress(literal, listener.spec().port());
                Optional<OpenPort> present =
                        open.stream().filter(port -> port.isAt(address)).findFirst();
                if (present.isPresent()) {
                    change.keep(present.get(), starter);
                } else if (isMissingLoopback(address.getAddress())) {
                    LOG.atInfo()
                            .addKeyValue("address", literal)
                            .log(
                                    "This machine has no such loopback address, so nobody listens"
                                            + " on it");
                } else {
                    change.add(bind(address, starter), starter);
                }
            }
        }
    }

    private OpenPort bind(InetSocketAddress address, SessionStarter starter)
            throws ListenFailedException {
        if (over) {
            throw new ListenFailedException("the bridge is stopping, and listens no more");
        }
        // The old one goes only when everything new is there, so for a moment there are both.
        List<OpenPort> inTheWay = open.stream().filter(port -> port.covers(address)).toList();
        Optional<ChannelOption<Boolean>> sharing =
                inTheWay.isEmpty() || inherited.inTheWayOf(address).isPresent()
                        ? Optional.empty()
                        : transport.shareablePort();
        sharing.ifPresent(option -> inTheWay.forEach(port -> port.share(option)));
        return OpenPort.bind(
                address,
                starter,
                transport,
                inherited,
                loops,
                sharing,
                cause -> failure(address, starter.spec().protocol(), cause));
    }

    private ListenFailedException failure(
            InetSocketAddress address, Protocol protocol, Throwable cause) {
        return new ListenFailedException(
                "cannot listen on %s port %d for %s: %s. %s"
                        .formatted(
                                address.getAddress().getHostAddress(),
                                address.getPort(),
                                protocol,
                                cause.getMessage(),
                                remedy(address)),
                cause);
    }

    private String remedy(InetSocketAddress address) {
        Optional<InetSocketAddress> inherited = this.inherited.inTheWayOf(address);
        if (inherited.isPresent()) {
            return "systemd holds the port for the bridge, on %s: `postern service install` makes its socket unit anew from the configuration, and restarts the bridge"
                    .formatted(inherited.get().getAddress().getHostAddress());
        }
        return open.stream()
                .filter(port -> port.covers(address))
                .findFirst()
                .map(ours ->
                        "The bridge itself listens on the port, on %s: this change needs a restart"
                                .formatted(ours.address().getAddress().getHostAddress()))
                .orElse(
                        "Another program may hold the port; stop it, or set another `port` for this"
                                + " listener");
    }

    synchronized void exchange(ListenerChange change) {
        if (over) {
            change.fresh().forEach(OpenPort::close);
            return;
        }
        Map<OpenPort, SessionStarter> after = change.after();
        after.forEach(OpenPort::show);
        change.fresh().forEach(OpenPort::accept);
        open.stream().filter(port -> !after.containsKey(port)).forEach(OpenPort::retire);
        open = List.copyOf(after.keySet());
    }

    /** Where the server listens now, in the order of the configuration. */
    public synchronized List<Listening> listening() {
        return open.stream().map(port -> new Listening(port.address(), port.spec())).toList();
    }

    private Frontend frontend(Protocol protocol) {
        Frontend frontend = frontends.get(protocol);
        if (frontend == null) {
            throw new IllegalStateException("no frontend for " + protocol);
        }
        return frontend;
    }

    /**
     * A loopback address of a family that this machine does not have at all can be held by nobody
     * else either.
     */
    private static boolean isMissingLoopback(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    && address.getHostAddress().indexOf(':') >= 0
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Completes when every event loop has answered; never, while one is stuck. */
    public CompletionStage<Void> answers() {
        return CompletableFuture.allOf(
                StreamSupport.stream(loops.spliterator(), false)
                        .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
                        .toArray(CompletableFuture[]::new));
    }

    /** Stops accepting, for good; sessions go on. */
    public synchronized void stopListening() {
        over = true;
        open.forEach(OpenPort::close);
        open = List.of();
    }

    /** Stops accepting and ends all sessions. */
    @Override
    public void close() {
        stopListening();
        services.open().endAll(CloseReason.SHUTDOWN);
        loops.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_SECONDS * 1000, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
