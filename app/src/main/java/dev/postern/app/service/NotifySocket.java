package dev.postern.app.service;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Where systemd hears of its service's state: a datagram socket of the Unix domain, of which the
 * JDK knows streams only. What is sent arrives in order. A message that does not arrive is logged;
 * systemd then does what it does with a service that says nothing.
 */
final class NotifySocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    /** The last message is one write to a socket that systemd empties all the time. */
    private static final long CLOSING_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    1,
                    new DefaultThreadFactory("postern-service", true),
                    EpollIoHandler.newFactory());
    private final Channel channel;

    private NotifySocket(DomainSocketAddress address) throws IOException {
        ChannelFuture connected =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(address)
                        .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            loops.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS);
            throw new IOException(connected.cause());
        }
        channel = connected.channel();
    }

    /**
     * Needs epoll.
     *
     * @param name as in {@code NOTIFY_SOCKET}: a path, or {@code @} and a name of no file
     */
    static NotifySocket open(String name) throws IOException {
        return new NotifySocket(
                new DomainSocketAddress(name.startsWith("@") ? "\0" + name.substring(1) : name));
    }

    /** For what is to be done again and again, without another thread. */
    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Sends assignments, as sd_notify(3) lists them. */
    void send(String... assignments) {
        String message = String.join("\n", assignments);
        channel.writeAndFlush(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8))
                .addListener(sent -> {
                    if (!sent.isSuccess()) {
                        LOG.atWarn()
                                .addKeyValue("message", message)
                                .addKeyValue("reason", sent.cause())
                                .log("systemd could not be told");
                    }
                });
    }

    /** When this returns, what was sent before is with systemd, or never will be. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS);
    }
}
