package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The two connections, as stages use them. On the event loop of both. */
final class Ends {

    private @Nullable ChannelHandlerContext client;
    private @Nullable ChannelHandlerContext provider;
    private boolean aborted;

    void client(ChannelHandlerContext context) {
        client = context;
    }

    /**
     * The client's end is ready first, and what it has sent by then may have had an end already.
     */
    void provider(ChannelHandlerContext context) {
        provider = context;
        if (aborted) {
            context.close();
        }
    }

    /** Passes octets on to the provider, and with them the duty to release. */
    void pass(ByteBuf octets) {
        if (aborted) {
            octets.release();
        } else {
            clientContext().fireChannelRead(octets);
        }
    }

    /** Passes a command on to the provider. */
    void pass(String line) {
        pass(ByteBufUtil.writeUtf8(clientContext().alloc(), line + "\r\n"));
    }

    /** Has what was passed on sent, and more read. */
    void passed() {
        clientContext().fireChannelReadComplete();
    }

    /**
     * Says something of our own to the client.
     *
     * @param words one octet for each char
     */
    void say(String words) {
        clientContext().writeAndFlush(Unpooled.wrappedBuffer(line(words)));
    }

    /** Relays what the provider has said, through the pump, which counts it. */
    void show(String words) {
        ChannelHandlerContext context = Objects.requireNonNull(provider);
        context.fireChannelRead(Unpooled.wrappedBuffer(line(words)));
    }

    private static byte[] line(String words) {
        return (words + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Closes the provider's connection now: what it has got of a message has no end. */
    void abortProvider() {
        if (!aborted) {
            aborted = true;
            if (provider != null) {
                provider.close();
            }
        }
    }

    boolean aborted() {
        return aborted;
    }

    private ChannelHandlerContext clientContext() {
        return Objects.requireNonNull(client);
    }
}
