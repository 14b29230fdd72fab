package dev.postern.imap.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The gate in the provider's pipeline. */
final class UpstreamSide extends ChannelInboundHandlerAdapter implements ReplyStream.Listener {

    /** Long enough to list a hundred thousand mailboxes; clients give up after a minute or two. */
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(45);

    private static final String SILENT =
            "* BYE [UNAVAILABLE] The provider does not answer, please try again later\r\n";

    private static final String CLOSED = "* BYE The provider closed the connection\r\n";

    private final ReplyFilter filter;
    private final ClientSide client;
    private final Inquiry inquiry;
    private final ReplyStream replies = new ReplyStream(this);

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ScheduledFuture<?> deadline;

    /** The provider has said goodbye itself. */
    private boolean saidBye;

    UpstreamSide(Scene scene, ReplyFilter filter, ClientSide client) {
        this.filter = filter;
        this.client = client;
        this.inquiry = new Inquiry(scene, filter, this::ask);
    }

    /** Whether commands can be judged. */
    boolean isReady() {
        return ctx != null && inquiry.isOver();
    }

    boolean isBetweenReplies() {
        return replies.isBetweenReplies();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        inquiry.begin();
        if (inquiry.isOver()) {
            client.resume();
        } else {
            deadline =
                    added.executor()
                            .schedule(
                                    this::isOverdue, ANSWER_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void isOverdue() {
        client.end(SILENT, CloseReason.UPSTREAM_SILENT);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        waitNoMore();
    }

    private void waitNoMore() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        replies.receive((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        client.resume();
        here.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext here, Object event) {
        if (event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent) {
            closed();
        }
        here.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        closed();
        here.fireChannelInactive();
    }

    /**
     * Reset: the goodbye is said before the relay hears of it, and ends the client's connection.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext here, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            closed();
        }
        here.fireExceptionCaught(cause);
    }

    /** What was begun and held could not be judged: it is lost. */
    private void closed() {
        if (!saidBye && isBetweenReplies()) {
            client.goodbye(CLOSED);
        }
    }

    private void ask(String question) {
        ChannelHandlerContext here = context();
        here.writeAndFlush(buffer(question, here));
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx);
    }

    private static ByteBuf buffer(String text, ChannelHandlerContext here) {
        ByteBuf buffer = here.alloc().buffer(text.length());
        buffer.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        return buffer;
    }

    @Override
    public Optional<ReplyStream.Treatment> treatment(String word, String behind) {
        return filter.treatment(word, behind);
    }

    @Override
    public void pass(ByteBuf slice) {
        if (client.isOver()) {
            slice.release();
        } else {
            context().fireChannelRead(slice);
        }
    }

    @Override
    public void held(String reply) {
        switch (reply.charAt(0)) {
            case '+' -> client.continued(reply);
            case '*' -> untagged(reply);
            default -> tagged(reply);
        }
    }

    private void untagged(String reply) {
        saidBye |= reply.regionMatches(true, 0, "* BYE", 0, "* BYE".length());
        if (!inquiry.takes(reply)) {
            filter.passed(reply).ifPresent(this::passText);
        }
    }

    /** What answers nothing that was asked is for nobody. */
    private void tagged(String reply) {
        String[] words = reply.split("[ \\r\\n]", 3);
        String tag = words[0];
        if (inquiry.isAnswered(tag)) {
            if (inquiry.isOver()) {
                waitNoMore();
            }
        } else {
            client.answer(tag, words.length > 1 ? words[1] : "", filter.trimmedCode(reply))
                    .ifPresent(answer -> {
                        passText(answer);
                        client.told(tag);
                    });
        }
    }

    private void passText(String text) {
        pass(buffer(text, context()));
    }

    @Override
    public void tooLong() {
        client.end(
                "* BYE The provider sent too long a reply\r\n", CloseReason.UPSTREAM_OUT_OF_STEP);
    }

    @Override
    public void ended() {
        client.own().sayAll();
    }

    @Override
    public boolean awaitsEnd() {
        return !client.own().isEmpty();
    }
}
