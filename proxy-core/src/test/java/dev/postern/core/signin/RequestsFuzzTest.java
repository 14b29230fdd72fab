package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.testing.Arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Anything at all as what a browser, or who takes us for a web server, sends where a sign-in is
 * waited for. {@code STATE} in it is the right state.
 */
class RequestsFuzzTest {

    private static final String MARKUP = "<script>";

    /** On the port that the redirect leads to. */
    private static final class Loopback extends EmbeddedChannel {
        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234);
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-browsers-request.dict")
    void aBrowsersRequest(byte[] input) throws RedirectListenerException {
        AuthorizationRequest request = Requests.request(Requests.REDIRECT);
        String state = Requests.state(request);
        byte[] sent = new String(input, ISO_8859_1).replace("STATE", state).getBytes(ISO_8859_1);
        String whole = answer(request, sent, Arrival.whole());
        assertThat(answer(request, sent, Arrival.octetByOctet()))
                .as("octet by octet")
                .isEqualTo(whole);
    }

    private static String answer(AuthorizationRequest request, byte[] sent, Arrival arrival)
            throws RedirectListenerException {
        List<Redirected.Decision> decisions = new ArrayList<>();
        RedirectAddress address = RedirectAddress.of(URI.create("http://127.0.0.1:1234/"));
        SignInDesk desk = new SignInDesk(address.path(), decisions::add);
        desk.expect(request);
        Browsers browsers = new Browsers(Duration.ofSeconds(20));
        Loopback channel = new Loopback();
        StringBuilder said = new StringBuilder();
        try {
            channel.pipeline().addLast(new BrowserRequests(desk, browsers, address));
            for (byte[] piece : arrival.pieces(sent)) {
                if (channel.isOpen()) {
                    channel.writeInbound(Unpooled.copiedBuffer(piece));
                }
            }
            for (ByteBuf octets = channel.readOutbound();
                    octets != null;
                    octets = channel.readOutbound()) {
                said.append(octets.toString(ISO_8859_1));
                octets.release();
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        verify(request, new String(sent, ISO_8859_1), decisions, said.toString());
        return said.toString() + decisions;
    }

    private static void verify(
            AuthorizationRequest request,
            String sent,
            List<Redirected.Decision> decisions,
            String said) {
        assertThat(decisions).hasSizeLessThanOrEqualTo(1);
        if (!decisions.isEmpty()) {
            assertThat(sent).contains(Requests.state(request));
        }
        if (!said.isEmpty()) {
            assertThat(said).startsWith("HTTP/1.1 ").containsOnlyOnce("HTTP/1.1 ");
            assertThat(said).containsOnlyOnce("connection: close");
            assertThat(said).doesNotContain(MARKUP);
            String head = said.substring(0, said.indexOf("\r\n\r\n"));
            assertThat(head.lines().filter(line -> line.startsWith("location: ")))
                    .allMatch(line -> line.matches("location: /(result|again|other)"));
            assertThat(head.lines()).hasSizeLessThanOrEqualTo(9);
        }
    }
}
