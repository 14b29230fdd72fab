package dev.postern.core.server;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.CloseReason;
import dev.postern.core.net.Transport;
import dev.postern.core.session.Frontend;
import dev.postern.core.session.SessionServices;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The open listeners of a bridge, and the event loops that its sessions run on. Opened and closed
 * by one thread.
 */
public final class BridgeServer implements AutoCloseable {

    /**
     * Connections that may wait to be accepted: clients open ten at once, and many clients start
     * together after a network change.
     */
    private static final int BACKLOG = 1024;

    /** How long closing waits for the event loops to write what is queued. */
    private static final long QUIET_MILLIS = 50;

    private static final long SHUTDOWN_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(BridgeServer.class);

    /**
     * A listener and what its connections need.
     *
     * @param tls empty only where {@code spec} says that there is none; once opened it belongs to
     *     the server, which closes it; listeners may share one
     */
    public record Listener(ListenerSpec spec, Optional<ListenerTls> tls) {}

    private final Transport transport;
    private final EventLoopGroup loops;
    private final Map<Protocol, Frontend> frontends;
    private final SessionServices services;
    private final List<Channel> open = new ArrayList<>();

    /** Each once, also where listeners share one. */
    private final Set<ListenerTls> tls = new HashSet<>();

    /** The server owns the event loops that it makes, and closes them. */
    public BridgeServer(
            Transport transport,
            int threads,
            Map<Protocol, Frontend> frontends,
            SessionServices services) {
        this.transport = transport;
        this.loops = transport.eventLoops(threads);
        this.frontends = Map.copyOf(frontends);
        this.services = services;
    }

    /**
     * Opens all listeners, or none.
     *
     * @return the addresses that were opened, in order
     * @throws ListenFailedException if an address cannot be had: whoever holds it would be given
     *     the clients' passwords
     */
    public List<InetSocketAddress> open(List<Listener> listeners) throws ListenFailedException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        listeners.forEach(listener -> listener.tls().ifPresent(tls::add));
        try {
            for (Listener listener : listeners) {
                addresses.addAll(openOne(listener));
            }
        } catch (ListenFailedException | RuntimeException e) {
            closeListeners();
            throw e;
        }
        return addresses;
    }

    private List<InetSocketAddress> openOne(Listener listener) throws ListenFailedException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String literal : listener.spec().addresses()) {
            InetSocketAddress address = new InetSocketAddress(literal, listener.spec().port());
            if (isMissingLoopback(address.getAddress())) {
                LOG.atInfo()
                        .addKeyValue("address", literal)
                        .log("This machine has no such loopback address, so nobody listens on it");
                continue;
            }
            Channel channel = bind(listener, address);
            open.add(channel);
            addresses.add(address(channel));
        }
        return addresses;
    }

    private Channel bind(Listener listener, InetSocketAddress address)
            throws ListenFailedException {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childHandler(
                                new SessionStarter(
                                        listener.spec(),
                                        frontend(listener.spec().protocol()),
                                        listener.tls(),
                                        services))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenFailedException(
                    "cannot listen on %s port %d for %s: %s. Another program may hold the port; stop it, or set another `port` for this listener"
                            .formatted(
                                    address.getAddress().getHostAddress(),
                                    address.getPort(),
                                    listener.spec().protocol(),
                                    bound.cause().getMessage()),
                    bound.cause());
        }
        LOG.atInfo()
                .addKeyValue("protocol", listener.spec().protocol().word())
                .addKeyValue("address", NetUtil.toSocketAddressString(address(bound.channel())))
                .addKeyValue("security", listener.spec().security().word())
                .addKeyValue("auth", listener.spec().auth())
                .log("Listening");
        return bound.channel();
    }

    private static InetSocketAddress address(Channel listening) {
        return (InetSocketAddress) listening.localAddress();
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

    /** Stops accepting; sessions go on. */
    private void closeListeners() {
        open.forEach(channel -> channel.close().awaitUninterruptibly());
        open.clear();
    }

    /** Stops accepting and ends all sessions. */
    @Override
    public void close() {
        closeListeners();
        services.open().endAll(CloseReason.SHUTDOWN);
        loops.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_SECONDS * 1000, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        tls.forEach(ListenerTls::close);
    }
}
