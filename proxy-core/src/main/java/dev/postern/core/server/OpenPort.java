package dev.postern.core.server;

import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One address that is bound, and what becomes of who connects, which may change meanwhile. Changed
 * by one thread at a time.
 */
final class OpenPort {

    /**
     * Connections that may wait to be accepted: clients open ten at once, and many clients start
     * together after a network change. In a flood the kernel drops whoever comes when it is full,
     * and a client tries again after one second, then two, then four: so it is what Linux allows at
     * most. Each costs the kernel less than 1 KiB.
     */
    private static final int BACKLOG = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(OpenPort.class);

    private final InetSocketAddress wanted;
    private final InheritedSockets inherited;
    private final Channel channel;

    /** Read by the event loop for each connection. */
    private volatile SessionStarter starter;

    private OpenPort(
            InetSocketAddress wanted,
            SessionStarter starter,
            ServerBootstrap listening,
            Transport transport,
            InheritedSockets inherited,
            BindFailures failures)
            throws ListenFailedException {
        this.wanted = wanted;
        this.starter = starter;
        this.inherited = inherited;
        ChannelFuture bound =
                inherited
                        .listen(listening.childHandler(new Doorway()), wanted, transport)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failures.of(bound.cause());
        }
        channel = bound.channel();
    }

    /** Words a failure to bind. */
    @FunctionalInterface
    interface BindFailures {
        ListenFailedException of(Throwable cause);
    }

    /**
     * Binds it; clients can connect, and wait until {@link #accept}.
     *
     * @param sharing what is to be set so that the port can be had beside {@link #share} ports
     */
    static OpenPort bind(
            InetSocketAddress wanted,
            SessionStarter starter,
            Transport transport,
            InheritedSockets inherited,
            EventLoopGroup loops,
            Optional<ChannelOption<Boolean>> sharing,
            BindFailures failures)
            throws ListenFailedException {
        ServerBootstrap listening =
                new ServerBootstrap()
                        .group(loops)
                        .handler(starter.strangers())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true);
        sharing.ifPresent(option -> listening.option(option, true));
        return new OpenPort(wanted, starter, listening, transport, inherited, failures);
    }

    /** Hands each connection to whoever starts sessions at that moment. */
    private final class Doorway extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel client) {
            starter.start(client);
        }
    }

    void accept() {
        channel.config().setAutoRead(true);
        tell("Listening");
    }

    /** Connections from now on are treated so. */
    void show(SessionStarter other) {
        ListenerSpec before = starter.spec();
        starter = other;
        if (!other.spec().equals(before)) {
            tell("Listening otherwise");
        }
    }

    void close() {
        channel.close().awaitUninterruptibly();
    }

    /** Says so; connections that were accepted go on. */
    void retire() {
        giveUp();
        tell("No longer listening");
    }

    /** It may be wanted again while this process lives. */
    void giveUp() {
        inherited.giveUp(channel, wanted);
    }

    /**
     * Lets this process bind the same port once more, for other addresses. Linux then lets any
     * process of this user do that, also later; such a one can read the vault as well.
     */
    void share(ChannelOption<Boolean> option) {
        channel.config().setOption(option, true);
    }

    private void tell(String what) {
        ListenerSpec spec = starter.spec();
        LOG.atInfo()
                .addKeyValue("protocol", spec.protocol().word())
                .addKeyValue("address", NetUtil.toSocketAddressString(wanted))
                .addKeyValue("security", spec.security().word())
                .addKeyValue("auth", spec.auth())
                .log(what);
    }

    /** Whether it is bound for that; each that takes a free port is another one. */
    boolean isAt(InetSocketAddress address) {
        return wanted.getPort() != 0 && wanted.equals(address);
    }

    /** Whether {@code address} can't be had, because this one is open. */
    boolean covers(InetSocketAddress address) {
        return wanted.getPort() == address.getPort()
                && (wanted.getAddress().isAnyLocalAddress()
                        || address.getAddress().isAnyLocalAddress());
    }

    SessionStarter starter() {
        return starter;
    }

    ListenerSpec spec() {
        return starter.spec();
    }

    InetSocketAddress address() {
        return channel.localAddress() instanceof InetSocketAddress bound ? bound : wanted;
    }
}
