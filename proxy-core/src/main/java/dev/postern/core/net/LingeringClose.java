package dev.postern.core.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the peer can still read what was written last: FIN first, and what
 * the peer goes on sending is read and thrown away until its own FIN.
 *
 * <p>A plain close while octets of the peer lie unread, or are still to come, has the kernel send
 * RST, at which the peer's kernel drops what the peer has not read yet.
 */
public final class LingeringClose extends ChannelInboundHandlerAdapter {

    /**
     * A peer that has not sent its FIN by then is not reading either: it has at most what fits into
     * the kernel's buffers still to read. Costs a file descriptor, and no more.
     */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More is a flood, not a message that was on its way: providers take none above 35 MB. */
    static final long DISCARD_LIMIT = 36L * 1024 * 1024;

    private @Nullable Future<?> deadline;
    private long discarded;

    private LingeringClose() {}

    /**
     * Flushes and closes. To be called on the channel's event loop; from then on no other handler
     * is given what is read.
     */
    public static void of(Channel channel) {
        if (channel.isActive()
                && channel instanceof DuplexChannel open
                && !open.isInputShutdown()) {
            channel.pipeline().addFirst(new LingeringClose());
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor()
                        .schedule(
                                (Runnable) ctx::close, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls == null || !tls.handshakeFuture().isSuccess()) {
            finish(ctx);
        } else {
            ctx.pipeline()
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(
                            flushed -> tls.closeOutbound().addListener(closeNotify -> finish(ctx)));
        }
        ctx.read();
    }

    private static void finish(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(flushed -> ((DuplexChannel) ctx.channel()).shutdownOutput());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        discarded += ((ByteBuf) message).readableBytes();
        ReferenceCountUtil.release(message);
        if (discarded > DISCARD_LIMIT) {
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (ctx.channel().isOpen() && !((DuplexChannel) ctx.channel()).isInputShutdown()) {
            ctx.read(); // epoll closes by itself a channel that is asked after its input ended
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** Reset by the peer: it wants to read nothing more. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
