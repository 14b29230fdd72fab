package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives the client's octets to one stage after the other. What waits is one read, and what was left
 * of a client that has ended its input: nothing is asked for meanwhile.
 */
final class ClientSide extends ChannelDuplexHandler {

    /** More commands than a mailing to a hundred recipients pipelines. */
    private static final int MOST_REPLIES = 256;

    private final Conversation conversation;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext ctx;
    private boolean readWanted;
    private boolean inputEnded;

    ClientSide(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        conversation.ends().client(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        held.add((ByteBuf) message);
        run();
    }

    /** The provider has said something, or will say nothing more: what waited may go on. */
    void settle() {
        if (ctx != null && !conversation.ended()) {
            run();
            complete(ctx);
        }
    }

    private void run() {
        while (!held.isEmpty() && !conversation.stage().waits()) {
            ByteBuf octets = held.remove();
            try {
                while (octets.isReadable() && !conversation.stage().waits()) {
                    conversation.become(conversation.stage().read(octets));
                    conversation.leaveBetweenMessages();
                }
            } finally {
                if (octets.isReadable() && !conversation.ended()) {
                    held.addFirst(octets);
                } else {
                    octets.release();
                }
            }
        }
        if (inputEnded && !conversation.stage().waits()) {
            conversation.inputEnded();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        complete(context);
    }

    /** Without a provider there is nobody to be asked whether it can take more. */
    private void complete(ChannelHandlerContext context) {
        if (conversation.ends().aborted() && !conversation.ended()) {
            read(context);
        } else {
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        readWanted =
                conversation.stage().waits()
                        || conversation.replies().size() >= MOST_REPLIES
                        || !context.channel().isWritable();
        if (!readWanted && !inputEnded) {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (readWanted) {
            read(context);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            run();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        conversation.clientGone();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        conversation.clientGone();
        held.forEach(ByteBuf::release);
        held.clear();
    }
}
