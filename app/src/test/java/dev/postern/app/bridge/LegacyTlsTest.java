package dev.postern.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.server.TlsVersions;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/** Clients that know only old TLS. Java's own would need to be told so for the whole process. */
class LegacyTlsTest {
    @TempDir private Path home;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1", "TLSv1.2"})
    void aListenerForThemSpeaksOldTls(String version) throws Exception {
        try (OpenListener listener = listener(SslProvider.OPENSSL_REFCNT, TlsVersions.FROM_1_0)) {
            assertThat(shakeHands(listener, version)).isEqualTo(version);
        }
    }

    @Test
    void aListenerForThemSpeaksNewTlsToOthers() throws Exception {
        try (OpenListener listener = listener(SslProvider.OPENSSL_REFCNT, TlsVersions.FROM_1_0);
                TlsClient client = new TlsClient(listener.root(Instant.now()), listener.port())) {
            assertThat(client.ask("NOOP")).startsWith("a OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void anyOtherListenerRefusesOldTls(String version) throws Exception {
        try (OpenListener listener = listener(SslProvider.OPENSSL_REFCNT, TlsVersions.CURRENT)) {
            assertThatThrownBy(() -> shakeHands(listener, version))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("PROTOCOL_VERSION");
        }
    }

    @Test
    void aMachineWithoutBoringSslSaysThatItCannot() {
        assertThatThrownBy(() -> listener(SslProvider.JDK, TlsVersions.FROM_1_0))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("legacy_tls");
    }

    private OpenListener listener(SslProvider tls, TlsVersions versions) throws Exception {
        return new OpenListener(home, tls, Clock.systemUTC(), versions, Optional.empty());
    }

    /** As a client that trusts the root and speaks one version; which one was agreed on. */
    private String shakeHands(OpenListener listener, String version) throws Exception {
        SslContext tls =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                        .trustManager(listener.root(Instant.now()))
                        .protocols(version)
                        .ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"))
                        .build();
        // Kept from here on: a handshake that has failed takes its handler out of the pipeline.
        CompletableFuture<SslHandler> added = new CompletableFuture<>();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        SslHandler handler =
                                                tls.newHandler(
                                                        channel.alloc(),
                                                        "localhost",
                                                        listener.port());
                                        channel.pipeline().addLast(handler);
                                        added.complete(handler);
                                    }
                                });
        Channel channel = bootstrap.connect("127.0.0.1", listener.port()).sync().channel();
        try {
            SslHandler handler = added.join();
            handler.handshakeFuture().get(20, TimeUnit.SECONDS);
            return handler.engine().getSession().getProtocol();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            channel.close().sync();
            ReferenceCountUtil.release(tls);
        }
    }
}
