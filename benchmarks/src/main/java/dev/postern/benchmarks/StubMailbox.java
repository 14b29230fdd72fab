package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import java.util.Locale;

/** One connection to the stub: answers each command line, and a FETCH with one huge message. */
final class StubMailbox extends SimpleChannelInboundHandler<ByteBuf> {

    /** Long enough that nothing but the relaying of it counts. */
    static final long MESSAGE_OCTETS = 200L << 20;

    private static final String CAPABILITIES =
            "IMAP4rev1 SASL-IR LITERAL+ ID IDLE AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER";

    /** Several full TLS records at once. */
    private static final ByteBuf CHUNK =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(128 << 10).writeZero(128 << 10).asReadOnly());

    private long left;
    private String lastWords = "";

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            say(ctx, "* OK [CAPABILITY " + CAPABILITIES + "] ready\r\n");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
        String[] words = line.toString(US_ASCII).split(" ", 3);
        String tag = words[0];
        String verb = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        switch (verb) {
            case "FETCH" -> {
                say(ctx, "* 1 FETCH (BODY[] {" + MESSAGE_OCTETS + "}\r\n");
                left = MESSAGE_OCTETS;
                lastWords = ")\r\n" + tag + " OK done\r\n";
                send(ctx);
            }
            case "CAPABILITY" ->
                    say(ctx, "* CAPABILITY " + CAPABILITIES + "\r\n" + tag + " OK done\r\n");
            default -> say(ctx, tag + " OK done\r\n");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
        while (left > 0 && ctx.channel().isWritable()) {
            int now = (int) Math.min(left, CHUNK.readableBytes());
            left -= now;
            if (left > 0) {
                ctx.writeAndFlush(CHUNK.retainedSlice(0, now));
            } else {
                ctx.write(CHUNK.retainedSlice(0, now));
                say(ctx, lastWords);
            }
        }
    }

    private static void say(ChannelHandlerContext ctx, String words) {
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), words));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
