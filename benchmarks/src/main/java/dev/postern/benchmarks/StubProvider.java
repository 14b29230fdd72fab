package dev.postern.benchmarks;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;

/**
 * A process that stands in for a provider's IMAP server and costs next to nothing, so that there is
 * processor time left for what is measured. It lets everybody in.
 */
final class StubProvider {

    /** No command that a proxy sends is a tenth of it. */
    private static final int LINE_LIMIT = 16 * 1024;

    private StubProvider() {}

    /** Arguments: port, certificate file, key file. Runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        SslContext tls =
                SslContextBuilder.forServer(new File(arguments[1]), new File(arguments[2]))
                        .sslProvider(Transport.bestTls())
                        .build();
        Transport transport = Transport.best();
        EventLoopGroup loops = transport.eventLoops(1);
        new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel client) {
                                client.pipeline()
                                        .addLast(tls.newHandler(client.alloc()))
                                        .addLast(new LineBasedFrameDecoder(LINE_LIMIT))
                                        .addLast(new StubMailbox());
                            }
                        })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))
                .syncUninterruptibly()
                .channel()
                .closeFuture()
                .syncUninterruptibly();
    }
}
