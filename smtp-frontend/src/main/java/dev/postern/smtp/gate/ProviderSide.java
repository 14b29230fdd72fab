package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads the provider's replies. Once the conversation knows that the provider is gone, the relay
 * hears of it only when the client has had its answer.
 */
final class ProviderSide extends ChannelInboundHandlerAdapter {

    private final Conversation conversation;
    private final ClientSide client;
    private final ReplyLines lines = new ReplyLines();

    ProviderSide(Conversation conversation, ClientSide client) {
        this.conversation = conversation;
        this.client = client;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        conversation.ends().provider(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            while (octets.isReadable() && listens()) {
                Optional<ProviderReply> reply = lines.next(octets);
                reply.ifPresent(conversation::arrived);
                if (lines.isBroken()) {
                    conversation.providerLost();
                }
            }
        } finally {
            octets.release();
        }
        client.settle();
    }

    private boolean listens() {
        return !conversation.ends().aborted() && !conversation.ended();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean end =
                event instanceof ChannelInputShutdownEvent
                        || event instanceof SslCloseCompletionEvent;
        if (!end || !lost()) {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!lost()) {
            ctx.fireChannelInactive();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean connection =
                cause instanceof IOException || cause.getCause() instanceof IOException;
        if (!connection || !lost()) {
            ctx.fireExceptionCaught(cause);
        }
    }

    /** Whether the client still has to be told, or has been told, by us. */
    private boolean lost() {
        if (conversation.ended()) {
            return false;
        }
        if (!conversation.ends().aborted()) {
            conversation.providerLost();
            client.settle();
        }
        return true;
    }
}
