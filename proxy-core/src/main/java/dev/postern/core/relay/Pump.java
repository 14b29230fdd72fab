package dev.postern.core.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import java.io.IOException;

/**
 * One direction: what is read here is written there, and the next read waits until that side can
 * take it.
 *
 * <p>The channel's {@code autoRead} is off, so each read brings one buffer and the question is
 * asked per buffer: per read batch, eight times as much is queued behind a slow reader. Runs on the
 * event loop that both channels share.
 */
final class Pump extends ChannelInboundHandlerAdapter {

    private final Relay relay;
    private final Side from;
    private final Channel to;
    private long octets;

    Pump(Relay relay, Side from, Channel to) {
        this.relay = relay;
        this.from = from;
        this.to = to;
    }

    /** Octets that came in here. */
    long octets() {
        return octets;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        octets += buffer.readableBytes();
        relay.moved(from);
        to.write(buffer, to.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        to.flush();
        if (to.isWritable()) {
            relay.read(from);
        }
    }

    /** This side takes octets again: so the other may be read again. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            relay.read(from.other());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent ignored -> relay.inputEnded(from);
            case SslCloseCompletionEvent ignored -> relay.closed(from);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        relay.closed(from);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            relay.closed(from); // reset by the peer, or TLS that broke: an SSLException is an
            // IOException
        } else {
            relay.failed(cause);
        }
    }
}
