package dev.postern.core.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Connections that were accepted and have not shown that they may come in, also those on their way
 * to the {@link Doorstep} and from it. Ports can accept faster than sessions can begin and end; so
 * while more are open than shall be, no port accepts, but for what it has begun with, and who comes
 * waits in the kernel. A port that ran out of descriptors instead would accept nobody for a second,
 * and those who have a password would find none for their provider. Thread-safe.
 */
@Sharable
public final class Strangers extends ChannelInboundHandlerAdapter {

    private final int most;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Queue<Channel> pausing = new ConcurrentLinkedQueue<>();

    Strangers(int most) {
        this.most = most;
    }

    /** A port has accepted a connection. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Channel client) {
            open.add(client);
            client.closeFuture().addListener(closed -> leave(client));
        }
        ctx.fireChannelRead(message);
        if (isFull()) {
            pause(ctx.channel());
        }
    }

    private void pause(Channel port) {
        port.config().setAutoRead(false);
        pausing.add(port);
        if (!isFull()) {
            goOn(); // who left meanwhile did not see this port
        }
    }

    /** It is no stranger any more, or gone. Doing it again does no harm. */
    void leave(Channel client) {
        if (open.remove(client) && !isFull()) {
            goOn();
        }
    }

    private boolean isFull() {
        return open.size() > most;
    }

    private void goOn() {
        for (Channel port = pausing.poll(); port != null; port = pausing.poll()) {
            port.config().setAutoRead(true);
        }
    }

    /** The port is given up. */
    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        pausing.removeIf(ctx.channel()::equals);
        ctx.fireChannelUnregistered();
    }
}
