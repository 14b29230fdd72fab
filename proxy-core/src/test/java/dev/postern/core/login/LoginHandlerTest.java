package dev.postern.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What scripts cannot say: events between frames. */
class LoginHandlerTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void aReplyThatCameWithTheCloseNotifyIsHeardBeforeTheEnd() {
        LoginHandler<String> login =
                new LoginHandler<>(new Listening(), new Notes(), Optional.empty(), "s1");
        EmbeddedChannel channel = new EmbeddedChannel(login);

        // As a TLS handler does it: both before the end of the read.
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer("a1 NO [LIMIT]\r\n", UTF_8));
        channel.pipeline().fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);

        assertThat(heard).containsExactly("a1 NO [LIMIT]", "ended PEER_CLOSED");
    }

    @Test
    void aSuccessorThatTookOverWithTheLastReplyIsToldOfTheCloseNotify() {
        List<Object> told = new ArrayList<>();
        List<LoginHandler<String>> itself = new ArrayList<>();
        LoginOwner<String> handsOver =
                new LoginOwner<>() {
                    @Override
                    public void done(String result) {
                        itself.getFirst()
                                .handOver(
                                        Speech.NOTHING,
                                        new ChannelInboundHandlerAdapter() {
                                            @Override
                                            public void userEventTriggered(
                                                    ChannelHandlerContext ctx, Object event) {
                                                told.add(event);
                                            }
                                        });
                    }

                    @Override
                    public void ended(CloseReason reason, String detail) {
                        told.add(reason);
                    }
                };
        LoginHandler<String> login =
                new LoginHandler<>(new Listening(), handsOver, Optional.empty(), "s1");
        itself.add(login);
        EmbeddedChannel channel = new EmbeddedChannel(login);

        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer("done\r\n", UTF_8));
        channel.pipeline().fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);

        assertThat(told).containsExactly(SslCloseCompletionEvent.SUCCESS);
        channel.finishAndReleaseAll();
    }

    /** Reads lines for ever, until one says that it is done. */
    private final class Listening implements Dialogue<String> {

        @Override
        public Turn<String> opened() {
            return Turn.readLine(Speech.NOTHING, 100);
        }

        @Override
        public Turn<String> line(byte[] line) {
            String text = new String(line, UTF_8);
            heard.add(text);
            return text.equals("done") ? Turn.done(Speech.NOTHING, text) : opened();
        }

        @Override
        public Turn<String> octets(byte[] octets) {
            throw new IllegalStateException();
        }

        @Override
        public Turn<String> secured() {
            throw new IllegalStateException();
        }

        @Override
        public Turn<String> malformed(Malformed what) {
            throw new IllegalStateException();
        }
    }

    private final class Notes implements LoginOwner<String> {

        @Override
        public void done(String result) {
            heard.add("done " + result);
        }

        @Override
        public void ended(CloseReason reason, String detail) {
            heard.add("ended " + reason);
        }
    }
}
