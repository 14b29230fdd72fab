package dev.postern.core.relay;

import dev.postern.core.login.CloseReason;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.TestAuthority;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/**
 * A port behind which a {@link Relay} to another port waits, without any login before it: just the
 * relay phase. One connection only.
 */
final class RelayedPort implements AutoCloseable {

    /** Which sockets, which TLS towards the client. */
    record Kind(Transport transport, Optional<SslProvider> tls, Duration idle) {

        static Kind plain(Transport transport) {
            return new Kind(transport, Optional.empty(), Duration.ofMinutes(1));
        }

        static Kind tls(Transport transport, SslProvider provider) {
            return new Kind(transport, Optional.of(provider), Duration.ofMinutes(1));
        }

        Kind withIdle(Duration other) {
            return new Kind(transport, tls, other);
        }

        @Override
        public String toString() {
            return transport.name() + tls.map(provider -> ", " + provider).orElse(", plain");
        }
    }

    static final TestAuthority AUTHORITY = new TestAuthority();
    private static final TestAuthority.Identity IDENTITY = AUTHORITY.identity("localhost");

    private final Optional<SslContext> tls;
    private final EventLoopGroup loops;
    private final Channel listening;
    private final Kind kind;
    private final int upstreamPort;
    private final CompletableFuture<CloseReason> ended = new CompletableFuture<>();
    private final CompletableFuture<Relay> relay = new CompletableFuture<>();
    private final CompletableFuture<Channel> client = new CompletableFuture<>();

    RelayedPort(Kind kind, int upstreamPort) {
        this.kind = kind;
        this.tls = kind.tls().map(RelayedPort::context);
        this.upstreamPort = upstreamPort;
        this.loops = kind.transport().eventLoops(1);
        this.listening =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(() ->
                                kind.transport().serverChannel(InetAddress.getLoopbackAddress()))
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        start(accepted);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    private static SslContext context(SslProvider provider) {
        try {
            return SslContextBuilder.forServer(IDENTITY.key(), IDENTITY.certificate())
                    .sslProvider(provider)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Channel accepted) {
        tls.ifPresent(context -> accepted.pipeline().addLast(context.newHandler(accepted.alloc())));
        new Bootstrap()
                .group(accepted.eventLoop())
                .channel(kind.transport().clientChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelHandlerAdapter() {})
                .connect(InetAddress.getLoopbackAddress(), upstreamPort)
                .addListener((io.netty.channel.ChannelFuture connected) ->
                        tie(accepted, connected.channel()));
    }

    private void tie(Channel accepted, Channel upstream) {
        Relay tied = new Relay(accepted, upstream, kind.idle(), ended::complete);
        accepted.pipeline().addLast(tied.clientPump());
        upstream.pipeline().addLast(tied.upstreamPump());
        client.complete(accepted);
        relay.complete(tied);
        tied.start();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    void awaitTied() throws Exception {
        relay.get(10, TimeUnit.SECONDS);
    }

    CloseReason reason() throws Exception {
        return ended.get(10, TimeUnit.SECONDS);
    }

    void leave() throws Exception {
        Relay tied = relay.get(10, TimeUnit.SECONDS);
        loops.submit(() -> tied.endWhenQuiet(CloseReason.SHUTDOWN)).get(10, TimeUnit.SECONDS);
    }

    long octetsFromClient() throws Exception {
        Relay tied = relay.get(10, TimeUnit.SECONDS);
        return loops.submit(tied::octetsFromClient).get(10, TimeUnit.SECONDS);
    }

    /** Octets that wait in this process for the client to read. */
    long queuedForClient() throws Exception {
        Channel accepted = client.get(10, TimeUnit.SECONDS);
        return loops.submit(
                        () -> {
                            ChannelOutboundBuffer out = accepted.unsafe().outboundBuffer();
                            return out == null ? 0L : out.totalPendingWriteBytes();
                        })
                .get(10, TimeUnit.SECONDS);
    }

    /** Processor time of the event loop's thread. */
    long loopCpuNanos() throws Exception {
        long thread =
                loops.submit(() -> Thread.currentThread().threadId()).get(10, TimeUnit.SECONDS);
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        relay.thenAccept(tied -> loops.execute(() -> tied.end(CloseReason.SHUTDOWN)));
        client.thenAccept(accepted -> accepted.closeFuture().awaitUninterruptibly());
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        tls.ifPresent(ReferenceCountUtil::release);
    }
}
