package dev.postern.benchmarks;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A process that stands in for a provider's servers and costs next to nothing, so that there is
 * processor time left for what is measured. It lets everybody in.
 */
final class StubProvider implements AutoCloseable {

    /** No command that a proxy sends is a tenth of it. */
    private static final int LINE_LIMIT = 16 * 1024;

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.eventLoops(1);

    private final SslContext tls;

    /**
     * @param tls what its TLS ports show; released at the end
     */
    StubProvider(SslContext tls) {
        this.tls = tls;
    }

    /**
     * Arguments: certificate file, key file, ports for IMAP, IMAP over TLS, SMTP and SMTP over TLS.
     * Runs until it is killed.
     */
    public static void main(String[] arguments) throws IOException {
        StubProvider provider =
                new StubProvider(
                        SslContextBuilder.forServer(new File(arguments[0]), new File(arguments[1]))
                                .sslProvider(Transport.bestTls())
                                .build());
        Channel listening = provider.listenImap(port(arguments[2]), ClientKind.PLAIN);
        provider.listenImap(port(arguments[3]), ClientKind.TLS);
        provider.listenSmtp(port(arguments[4]), ClientKind.PLAIN);
        provider.listenSmtp(port(arguments[5]), ClientKind.TLS);
        listening.closeFuture().syncUninterruptibly();
    }

    private static int port(String written) {
        return Integer.parseInt(written);
    }

    /**
     * Lets everybody in and has two messages.
     *
     * @param port 0: any
     */
    Channel listenImap(int port, ClientKind client) {
        return listen(
                port,
                client,
                () -> List.of(new LineBasedFrameDecoder(LINE_LIMIT), new StubMailbox()));
    }

    /** Takes every message. */
    Channel listenSmtp(int port, ClientKind client) {
        return listen(port, client, () -> List.of(new StubSubmission()));
    }

    /** Ends all connections. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        ReferenceCountUtil.release(tls);
    }

    private Channel listen(int port, ClientKind client, Supplier<List<ChannelHandler>> handlers) {
        return new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> transport.serverChannel(InetAddress.getLoopbackAddress()))
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel made) {
                                if (client == ClientKind.TLS) {
                                    made.pipeline().addLast(tls.newHandler(made.alloc()));
                                }
                                handlers.get().forEach(made.pipeline()::addLast);
                            }
                        })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }
}
