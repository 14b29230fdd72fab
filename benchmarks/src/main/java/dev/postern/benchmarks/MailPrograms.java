package dev.postern.benchmarks;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Makes connections, all driven by the same event loop. Thread-safe. */
final class MailPrograms implements AutoCloseable {

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.eventLoops(1);
    private final SslContext tls;

    /**
     * @param authority PEM file of who has signed all certificates here
     */
    MailPrograms(File authority) throws IOException {
        tls =
                SslContextBuilder.forClient()
                        .sslProvider(Transport.bestTls())
                        .trustManager(authority)
                        .build();
    }

    /** An IMAP session, before its login. */
    ImapProgram imap(Peer peer, ClientKind client) throws IOException, InterruptedException {
        return new ImapProgram(connect(peer.ports(client).imap(), client));
    }

    /** An IMAP session after its login. */
    ImapProgram reader(Peer peer, ClientKind client) throws IOException, InterruptedException {
        ImapProgram program = imap(peer, client);
        program.login(peer.login());
        return program;
    }

    /** An SMTP session after its login. */
    SmtpProgram sender(Peer peer, ClientKind client) throws IOException, InterruptedException {
        SmtpProgram program = new SmtpProgram(connect(peer.ports(client).smtp(), client));
        program.login(peer.login());
        return program;
    }

    private Wire connect(int port, ClientKind client) throws IOException {
        Wire.Skimmer skimmer = new Wire.Skimmer();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loops)
                        .channel(transport.clientChannel())
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel made) {
                                        if (client == ClientKind.TLS) {
                                            made.pipeline()
                                                    .addLast(
                                                            tls.newHandler(
                                                                    made.alloc(),
                                                                    "localhost",
                                                                    port));
                                        }
                                        made.pipeline().addLast(skimmer);
                                    }
                                });
        ChannelFuture connecting = bootstrap.connect("127.0.0.1", port).awaitUninterruptibly();
        if (!connecting.isSuccess()) {
            throw new IOException("cannot connect to port " + port, connecting.cause());
        }
        return new Wire(connecting.channel(), skimmer.lines());
    }

    /** Ends all connections. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        ReferenceCountUtil.release(tls);
    }
}
