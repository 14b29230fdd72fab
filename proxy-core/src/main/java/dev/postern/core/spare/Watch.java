package dev.postern.core.spare;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands before the login in the pipeline of a connection that waits for a client: the first thing
 * that comes there spoils it. The login behind it asks for the reads.
 */
final class Watch extends ChannelInboundHandlerAdapter {

    private final Consumer<Discarded> owner;
    private @Nullable Discarded spoilt;

    /**
     * @param owner told once, on the channel's event loop
     */
    Watch(Consumer<Discarded> owner) {
        this.owner = owner;
    }

    /** On the channel's event loop. */
    Optional<Discarded> spoilt() {
        return Optional.ofNullable(spoilt);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        spoil(Discarded.UNSOLICITED);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent ignored -> spoil(Discarded.CLOSED);
            case SslCloseCompletionEvent ignored -> spoil(Discarded.CLOSED);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        spoil(Discarded.CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        spoil(Discarded.CLOSED);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (spoilt == null) {
            ctx.fireChannelReadComplete(); // TLS has read something of its own
        }
    }

    private void spoil(Discarded why) {
        if (spoilt == null) {
            spoilt = why;
            owner.accept(why);
        }
    }
}
