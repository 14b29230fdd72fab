package dev.postern.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.account.Trust;
import dev.postern.core.testing.Arrival;
import dev.postern.core.upstream.Opened;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLException;

/** Anything at all as what an HTTP server answers, which then closes the connection. */
class RepliesFuzzTest {

    private static final HttpsRequest REQUEST =
            new HttpsRequest(
                    new HttpsRequest.Method.Get(),
                    URI.create("http://127.0.0.1:8080/token"),
                    Map.of(),
                    new Trust.RuntimeAuthorities(),
                    Optional.empty());

    private static final SslContext UNUSED = unused();

    private static SslContext unused() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To a server on this machine, so that no TLS is in the way. */
    private static final class Loopback extends EmbeddedChannel {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-servers-reply.dict")
    void aServersReply(byte[] input) {
        HttpsReply whole = reply(input, Arrival.whole());
        assertThat(story(reply(input, Arrival.octetByOctet())))
                .as("octet by octet")
                .isEqualTo(story(whole));
    }

    private static HttpsReply reply(byte[] input, Arrival arrival) {
        List<HttpsReply> replies = new ArrayList<>();
        Loopback channel = new Loopback();
        try {
            Target.Server server = (Target.Server) Target.of(REQUEST.target());
            Exchange exchange = new Exchange(server, REQUEST, channel.eventLoop(), replies::add);
            exchange.start(
                    (destination, loop, result) -> {
                        result.accept(new Opened.Connected(channel, destination, UNUSED));
                        return () -> {};
                    },
                    Duration.ofSeconds(30));
            for (byte[] piece : arrival.pieces(input)) {
                if (channel.isOpen()) {
                    channel.writeInbound(Unpooled.copiedBuffer(piece));
                }
            }
            channel.close();
            channel.runPendingTasks();
        } finally {
            channel.finishAndReleaseAll();
        }
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private static String story(HttpsReply reply) {
        return switch (reply) {
            case HttpsReply.Answer answer -> {
                assertThat(answer.status()).isBetween(200, 999);
                assertThat(answer.body().length()).isLessThanOrEqualTo(ReplyReader.BODY_LIMIT);
                answer.headers()
                        .forEach((name, value) ->
                                assertThat(name + value).doesNotContain("\r", "\n", "\0"));
                yield answer.status() + " " + answer.headers() + answer.body().revealText();
            }
            // In which words depends on how far it had come.
            case HttpsReply.Failure failure -> {
                assertThat(failure.detail()).matches("127\\.0\\.0\\.1:8080: [ -~]{1,300}");
                yield "failure";
            }
            case HttpsReply.NotSent(String sentence) -> throw new AssertionError(sentence);
        };
    }
}
