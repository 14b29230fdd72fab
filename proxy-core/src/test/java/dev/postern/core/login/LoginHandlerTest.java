package dev.postern.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    @Test
    void whoReadsNoAnswersGetsNoMoreOfThemUntilHeDoes() {
        Answering asked = new Answering();
        LoginHandler<String> login = new LoginHandler<>(asked, new Notes(), Optional.empty(), "s1");
        ClosedWindow window = new ClosedWindow();
        EmbeddedChannel channel = new EmbeddedChannel(window, login);

        channel.writeInbound(Unpooled.copiedBuffer("HELP\r\n".repeat(200), UTF_8));
        assertThat(asked.questions).isBetween(1, 100); // the high water mark, and one more
        int before = asked.questions;
        channel.runPendingTasks();
        assertThat(asked.questions).isEqualTo(before);

        window.open();
        channel.runPendingTasks();
        assertThat(asked.questions).isEqualTo(200);
        channel.finishAndReleaseAll();
    }

    @Test
    void thousandsOfCommandsAreMoreThanAnyLoginNeeds() {
        LoginHandler<String> login =
                new LoginHandler<>(new Listening(), new Notes(), Optional.empty(), "s1");
        EmbeddedChannel channel = new EmbeddedChannel(login);

        channel.writeInbound(Unpooled.copiedBuffer("x\r\n".repeat(5000), UTF_8));

        assertThat(heard).hasSize(FrameBuffer.MOST_FRAMES + 2);
        assertThat(heard.getLast()).isEqualTo("ended TOO_MUCH_BEFORE_LOGIN");
        channel.finishAndReleaseAll();
    }

    /** Lets nothing out until it is opened. */
    private static final class ClosedWindow extends ChannelOutboundHandlerAdapter {
        private @Nullable ChannelHandlerContext here;
        private boolean closed = true;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            here = ctx;
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (!closed) {
                ctx.flush();
            }
        }

        private void open() {
            closed = false;
            Objects.requireNonNull(here).flush();
        }
    }

    /** Answers each line with a kibibyte. */
    private static final class Answering implements Dialogue<String> {
        private int questions;

        @Override
        public Turn<String> opened() {
            return Turn.readLine(Speech.NOTHING, 100);
        }

        @Override
        public Turn<String> line(byte[] line) {
            questions++;
            return Turn.readLine(Speech.of("x".repeat(1024)), 100);
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
