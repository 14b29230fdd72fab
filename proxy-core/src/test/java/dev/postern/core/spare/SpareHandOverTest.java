package dev.postern.core.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.login.Speech;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.Peer;
import dev.postern.core.upstream.Dialled;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A spare changes hands, between all event loops and with all TLS that a bridge can have. */
class SpareHandOverTest {

    @TempDir private Path directory;

    static Stream<Arguments> engines() {
        return Stream.of(Transport.epoll(), Transport.nio())
                .flatMap(transport ->
                        Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                                .map(tls -> Arguments.of(transport, tls)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theSecondLoginTakesWhatTheFirstHasLeft(Transport transport, SslProvider tls)
            throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG, transport, tls)) {
            assertThat(rig.connect().origin()).isEqualTo(Dialled.Origin.DIALLED);
            rig.expect("opened");
            rig.nextConnection();
            Peer provider = rig.nextConnection();

            Dialled.Connected spare = rig.connect();

            assertThat(spare.origin()).isEqualTo(Dialled.Origin.SPARE);
            assertThat(echoed(spare, provider)).isEqualTo("to the client");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSpareIsMovedToTheEventLoopOfItsClient(Transport transport, SslProvider tls)
            throws Exception {
        try (SpareRig rig = new SpareRig(directory, 1, SpareRig.LONG, transport, tls)) {
            EventLoop one = rig.loop();
            EventLoop other = rig.loop();
            assertThat(one).isNotEqualTo(other);
            rig.logIn(one).get(20, TimeUnit.SECONDS);
            rig.expect("opened");
            rig.nextConnection();
            Peer provider = rig.nextConnection();

            Dialled.Connected spare =
                    (Dialled.Connected) rig.logIn(other).get(20, TimeUnit.SECONDS);

            assertThat(spare.origin()).isEqualTo(Dialled.Origin.SPARE);
            assertThat(spare.channel().eventLoop()).isEqualTo(other);
            assertThat(echoed(spare, provider)).isEqualTo("to the client");
        }
    }

    /** Takes the connection over as a relay does, and has both ends speak. */
    private static String echoed(Dialled.Connected connected, Peer provider) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        Channel channel = connected.channel();
        channel.eventLoop()
                .execute(() -> {
                    connected.login().handOver(Speech.of("to the provider\r\n"), new Heard(heard));
                    channel.read();
                });
        assertThat(provider.line()).isEqualTo("to the provider");
        provider.send("to the client");
        return heard.get(20, TimeUnit.SECONDS);
    }

    private static final class Heard extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<String> heard;

        Heard(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            heard.complete(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
            ReferenceCountUtil.release(message);
        }
    }
}
