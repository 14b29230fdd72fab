package dev.postern.app.service;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears what a service says, as systemd does. */
final class SystemdStandIn implements AutoCloseable {
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Channel channel;

    /**
     * @param address with a leading zero octet: a name of no file
     */
    SystemdStandIn(String address) {
        channel =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new Ear())
                        .bind(new DomainSocketAddress(address))
                        .syncUninterruptibly()
                        .channel();
    }

    private final class Ear extends SimpleChannelInboundHandler<DomainDatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
            heard.add(packet.content().toString(StandardCharsets.UTF_8));
        }
    }

    /** The next message. */
    String next() throws InterruptedException {
        String message = heard.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was said");
        }
        return message;
    }

    /** The next that begins so; others before it are dropped. */
    String next(String beginning) throws InterruptedException {
        String message = next();
        while (!message.startsWith(beginning)) {
            message = next();
        }
        return message;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
