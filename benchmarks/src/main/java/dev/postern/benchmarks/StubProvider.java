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

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A process that stands in for a provider's servers and costs next to nothing, so that there is
 * processor time left for what is measured. It lets everybody in.
 */
final class StubProvider {

    /** No command that a proxy sends is a tenth of it. */
    private static final int LINE_LIMIT = 16 * 1024;

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.eventLoops(1);

    private StubProvider() {}

    /**
     * Arguments: certificate file, key file, ports for IMAP, IMAP over TLS, SMTP and SMTP over TLS.
     * Runs until it is killed.
     */
    public static void main(String[] arguments) throws IOException {
        SslContext tls =
                SslContextBuilder.forServer(new File(arguments[0]), new File(arguments[1]))
                        .sslProvider(Transport.bestTls())
                        .build();
        StubProvider provider = new StubProvider();
        Supplier<List<ChannelHandler>> mailbox =
                () -> List.of(new LineBasedFrameDecoder(LINE_LIMIT), new StubMailbox());
        Supplier<List<ChannelHandler>> submission = () -> List.of(new StubSubmission());
        List<Channel> listening = new ArrayList<>();
        listening.add(provider.listen(arguments[2], Optional.empty(), mailbox));
        listening.add(provider.listen(arguments[3], Optional.of(tls), mailbox));
        listening.add(provider.listen(arguments[4], Optional.empty(), submission));
        listening.add(provider.listen(arguments[5], Optional.of(tls), submission));
        listening.getFirst().closeFuture().syncUninterruptibly();
    }

    private Channel listen(
            String port, Optional<SslContext> tls, Supplier<List<ChannelHandler>> handlers) {
        return new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel client) {
                                tls.ifPresent(it ->
                                        client.pipeline().addLast(it.newHandler(client.alloc())));
                                handlers.get().forEach(client.pipeline()::addLast);
                            }
                        })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(port))
                .syncUninterruptibly()
                .channel();
    }
}
