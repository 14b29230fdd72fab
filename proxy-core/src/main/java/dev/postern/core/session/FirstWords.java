package dev.postern.core.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Notices that a client begins to talk, be it TLS, and goes. */
final class FirstWords extends ChannelInboundHandlerAdapter {

    private final Runnable heard;

    FirstWords(Runnable heard) {
        this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heard.run();
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(message);
    }
}
