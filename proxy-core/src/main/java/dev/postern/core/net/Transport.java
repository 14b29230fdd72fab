package dev.postern.core.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A set of classes that belong together: sockets of one kind.
 *
 * @param name for the log: {@code epoll} or {@code nio}
 * @param shareablePort set on two sockets of this process, one may listen at an address while the
 *     other does at all of them; empty where nobody has tried that
 */
public record Transport(
        String name,
        Supplier<IoHandlerFactory> handlers,
        Function<SocketProtocolFamily, ServerSocketChannel> serverChannels,
        Class<? extends SocketChannel> clientChannel,
        Optional<ChannelOption<Boolean>> shareablePort) {

    /** Epoll where the machine has it, else NIO. */
    public static Transport best() {
        return Epoll.isAvailable() ? epoll() : nio();
    }

    public static Transport epoll() {
        return new Transport(
                "epoll",
                EpollIoHandler::newFactory,
                EpollServerSocketChannel::new,
                EpollSocketChannel.class,
                Optional.of(UnixChannelOption.SO_REUSEPORT));
    }

    public static Transport nio() {
        return new Transport(
                "nio",
                NioIoHandler::newFactory,
                family -> new NioServerSocketChannel(SelectorProvider.provider(), family),
                NioSocketChannel.class,
                Optional.empty());
    }

    /**
     * To listen at {@code address}, and there only: a socket of both families that is bound to
     * 0.0.0.0 takes connections over IPv6, too.
     */
    public ServerSocketChannel serverChannel(InetAddress address) {
        return serverChannels.apply(
                address instanceof Inet4Address
                        ? SocketProtocolFamily.INET
                        : SocketProtocolFamily.INET6);
    }

    /**
     * BoringSSL with reference-counted engines where its library loads, else the TLS of the Java
     * runtime.
     */
    public static SslProvider bestTls() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }

    /** As many daemon threads as asked for; the caller shuts the group down. */
    public EventLoopGroup eventLoops(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("postern", true), handlers.get());
    }
}
