package dev.postern.core.login;

import dev.postern.core.net.LingeringClose;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * Drives one {@link Dialogue} over one channel: frames what comes, says what the dialogue answers,
 * starts TLS.
 *
 * <p>The channel has {@code autoRead} off for its whole life; a read is asked for only when a frame
 * needs it or, while the owner decides, up to {@link #BUFFER_LIMIT}. It is a plain inbound handler
 * because a {@code ByteToMessageDecoder} goes on reading while it decodes nothing, and releases
 * pipelined octets when the peer half-closes.
 *
 * <p>All calls happen on the channel's event loop. A handler in an {@link SslHandler}'s pipeline
 * waits for the handshake first.
 *
 * @param <R> the dialogue's result
 */
public final class LoginHandler<R> extends ChannelInboundHandlerAdapter {

    /** Octets held before reading stops: four TLS records. What one read brings comes on top. */
    public static final int BUFFER_LIMIT = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LoginHandler.class);

    private final Dialogue<R> dialogue;
    private final LoginOwner<R> owner;
    private final Optional<TlsStarter> tls;
    private final String session;
    private final FrameBuffer frames = new FrameBuffer();

    private @Nullable ChannelHandlerContext ctx;

    /** Null until the dialogue has opened. */
    private @Nullable Next<R> next;

    private boolean inputEnded;

    /**
     * @param tls empty where the dialogue never asks for TLS
     * @param session for the log
     */
    public LoginHandler(
            Dialogue<R> dialogue, LoginOwner<R> owner, Optional<TlsStarter> tls, String session) {
        this.dialogue = dialogue;
        this.owner = owner;
        this.tls = tls;
        this.session = session;
    }

    /**
     * Goes on after {@link Next.Done} with another turn of the dialogue; or ends it early, from any
     * state, with {@link Next.HangUp}.
     */
    public void resume(Turn<R> turn) {
        perform(turn);
        advance();
    }

    /**
     * Replaces this handler: what was read and not used, and the end of input if it has come, go to
     * {@code successor}.
     *
     * @param lastWords said before anything that {@code successor} writes
     */
    public void handOver(Speech lastWords, ChannelHandler successor) {
        ChannelHandlerContext here = context();
        say(lastWords);
        here.flush();
        here.pipeline().replace(this, null, successor);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        if (ctx.channel().isActive()) {
            start(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        start(ctx);
    }

    private void start(ChannelHandlerContext ctx) {
        if (next != null) {
            return; // an accepted channel is active before it says so
        }
        if (ctx.pipeline().get(SslHandler.class) == null) {
            resume(dialogue.opened());
        } else {
            ctx.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        frames.add(ctx.alloc(), (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        advance();
    }

    /** Later, because it also comes amid a flush of {@link #advance}. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.executor().execute(this::advance);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent handshake -> handshaken(handshake);
            case SslCloseCompletionEvent ignored -> tlsClosed(ctx, event);
            case ChannelInputShutdownEvent ignored -> {
                inputEnded = true;
                advance();
            }
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    /** What came in the same read as the close_notify counts; nothing can be answered behind it. */
    private void tlsClosed(ChannelHandlerContext ctx, Object event) {
        advance();
        if (ctx.isRemoved()) {
            ctx.fireUserEventTriggered(event);
        } else {
            end(CloseReason.PEER_CLOSED, "");
        }
    }

    private void handshaken(SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            end(CloseReason.TLS_FAILED, HandshakeFault.words(handshake.cause()));
        } else {
            resume(next == null ? dialogue.opened() : dialogue.secured());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(CloseReason.PEER_CLOSED, "");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            end(CloseReason.PEER_CLOSED, String.valueOf(cause.getMessage()));
        } else if (cause.getCause() instanceof SSLException tlsFailure) {
            end(CloseReason.TLS_FAILED, HandshakeFault.words(tlsFailure));
        } else {
            LOG.atError()
                    .addKeyValue("session", session)
                    .setCause(cause)
                    .log("Login failed by a defect");
            end(CloseReason.INTERNAL_ERROR, "");
        }
    }

    /** The successor inherits what is left; a closed channel has nobody to inherit. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        frames.takeRest().ifPresent(rest -> bequeath(ctx, rest));
        if (inputEnded) {
            // Before the end of the read, at which the successor may ask for another: epoll
            // closes a channel that is asked to read after its input has ended.
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        ctx.fireChannelReadComplete();
    }

    private void bequeath(ChannelHandlerContext ctx, ByteBuf rest) {
        if (rest.isReadable() && next instanceof Next.Done) {
            ctx.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    /** Feeds frames to the dialogue until one is incomplete, then asks for more. */
    private void advance() {
        ChannelHandlerContext here = context();
        while (!here.isRemoved() && next != null) {
            if (here.channel().isActive() && !here.channel().isWritable()) {
                break; // our answers are not read: eight octets of EHLO ask for hundreds of ours
            }
            Turn<R> turn = frames.answerToNext(next, dialogue);
            if (turn == null) {
                break;
            }
            perform(turn);
        }
        if (!here.isRemoved()) {
            here.flush();
            readMore(here);
        }
    }

    /**
     * Reads on, also while the owner decides: so that a peer that goes away meanwhile is noticed.
     */
    private void readMore(ChannelHandlerContext here) {
        if (next instanceof Next.HangUp || !here.channel().isWritable()) {
            return;
        }
        boolean decided = !(next instanceof Next.Done);
        if (inputEnded && decided) {
            end(CloseReason.PEER_CLOSED, "");
        } else if (!inputEnded && (decided || frames.held() < BUFFER_LIMIT)) {
            here.read();
        }
    }

    private void perform(Turn<R> turn) {
        if (next instanceof Next.HangUp) {
            return;
        }
        LOG.atDebug()
                .addKeyValue("session", session)
                .addKeyValue("next", turn.next().getClass().getSimpleName())
                .log("says {}", turn.say());
        say(turn.say());
        if (frames.isTooMuch() && !(turn.next() instanceof Next.HangUp)) {
            end(CloseReason.TOO_MUCH_BEFORE_LOGIN, "");
            return;
        }
        next = turn.next();
        switch (turn.next()) {
            case Next.ReadLine<R> ignored -> {}
            case Next.ReadOctets<R> ignored -> {}
            case Next.StartTls<R> ignored -> startTls();
            case Next.Done<R> done -> {
                frames.putBack(context().alloc(), done.unread());
                owner.done(done.result());
            }
            case Next.HangUp<R> hangUp -> closed(hangUp.reason(), "");
        }
    }

    private void startTls() {
        // RFC 3501 6.2.1, RFC 3207 4.2: whatever is buffered here was not protected by TLS, and
        // must not be taken as if it were.
        if (frames.held() > 0) {
            end(CloseReason.OCTETS_BEFORE_TLS, frames.held() + " octets");
            return;
        }
        ChannelHandlerContext here = context();
        here.flush();
        here.pipeline().addFirst(tls.orElseThrow().start(here));
    }

    private void end(CloseReason reason, String detail) {
        if (!(next instanceof Next.HangUp)) {
            next = new Next.HangUp<>(reason);
            closed(reason, detail);
        }
    }

    private void closed(CloseReason reason, String detail) {
        LingeringClose.of(context().channel());
        owner.ended(reason, detail);
    }

    private void say(Speech speech) {
        if (!speech.isEmpty()) {
            context()
                    .write(Unpooled.wrappedBuffer(speech.octets()))
                    .addListener(written -> speech.wipe());
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx);
    }
}
