package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.Arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Anything at all as what a proxy answers; the first octet of an input says of which kind it is.
 */
class ProxyFuzzTest {

    private static final int HTTP = 1;
    private static final int WITH_PASSWORD = 2;
    private static final String PASSWORD = "pr0xy-pr0xy";

    /** Begins when it is connected, and not as soon as it is made. */
    private static final class Connecting extends EmbeddedChannel {
        private boolean connected;

        @Override
        public boolean isActive() {
            return connected && super.isActive();
        }

        void become() {
            connected = true;
            pipeline().fireChannelActive();
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-proxys-answer.dict")
    void aProxysAnswer(byte[] input) {
        if (input.length > 1) {
            byte[] answer = Arrays.copyOfRange(input, 1, input.length);
            String whole = new Run(input[0]).tell(answer, Arrival.whole());
            assertThat(new Run(input[0]).tell(answer, Arrival.octetByOctet()))
                    .as("octet by octet")
                    .isEqualTo(whole);
        }
    }

    /** One connection to a proxy. */
    private static final class Run implements ProxyTunnel.Owner {

        private final boolean http;
        private final Connecting channel = new Connecting();
        private final List<String> told = new ArrayList<>();
        private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

        Run(byte choice) {
            http = (choice & HTTP) != 0;
            boolean password = (choice & WITH_PASSWORD) != 0;
            ProxyServer proxy =
                    new ProxyServer(
                            http ? ProxyServer.Kind.HTTP : ProxyServer.Kind.SOCKS5,
                            "proxy.example.org",
                            1080,
                            password ? Optional.of("ann") : Optional.empty());
            channel.pipeline()
                    .addLast(
                            new ProxyTunnel(
                                    proxy,
                                    InetSocketAddress.createUnresolved("proxy.example.org", 1080),
                                    password ? Optional.of(Secret.of(PASSWORD)) : Optional.empty(),
                                    this));
        }

        String tell(byte[] answer, Arrival arrival) {
            try {
                channel.connect(InetSocketAddress.createUnresolved("mail.example.org", 993));
                channel.become();
                for (byte[] piece : arrival.pieces(answer)) {
                    if (channel.isOpen()) {
                        channel.writeInbound(Unpooled.copiedBuffer(piece));
                    }
                }
                channel.close();
            } finally {
                channel.finishAndReleaseAll();
            }
            assertThat(told).hasSizeLessThanOrEqualTo(1);
            String words = String.join("", told);
            assertThat(words).matches("[ -~]{0,400}").doesNotContain(PASSWORD);
            String said = new String(answer, ISO_8859_1);
            if (words.equals("through")) {
                assertThat(said)
                        .matches(
                                http
                                        ? "(?si).*HTTP/[0-9]+\\.[0-9]+ +200.*"
                                        : "(?s)\5[\0\2].*\5\0.*");
                assertThat(said).endsWith(passed.toString(ISO_8859_1));
            } else {
                assertThat(passed.size()).isZero();
            }
            return words + passed.toString(ISO_8859_1);
        }

        @Override
        public void through(Channel on) {
            told.add("through");
            on.pipeline()
                    .addLast(
                            new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelRead(ChannelHandlerContext ctx, Object message) {
                                    ByteBuf octets = (ByteBuf) message;
                                    passed.writeBytes(ByteBufUtil.getBytes(octets));
                                    octets.release();
                                }
                            });
        }

        @Override
        public void refused(Channel on, String why) {
            told.add(why);
        }
    }
}
