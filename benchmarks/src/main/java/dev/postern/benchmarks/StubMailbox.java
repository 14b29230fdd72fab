package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

import java.util.Locale;

/**
 * One IMAP connection to the stub: answers each command line, and a FETCH with a message of the
 * size that its number stands for.
 */
final class StubMailbox extends SimpleChannelInboundHandler<ByteBuf> {

    /** Of message 1. */
    static final int LARGE_OCTETS = 16 << 20;

    /** Of message 2. */
    static final int SMALL_OCTETS = 8 << 10;

    private static final String CAPABILITIES =
            "IMAP4rev1 SASL-IR LITERAL+ ID IDLE AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER";

    /** Several full TLS records at once. */
    private static final ByteBuf CHUNK =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(128 << 10).writeZero(128 << 10).asReadOnly());

    private long left;
    private String lastWords = "";

    /** Of a command of which this line is only a part. */
    private String unfinished = "";

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // With TLS it waits until the handshake is over.
        say(ctx, "* OK [CAPABILITY " + CAPABILITIES + "] ready\r\n");
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
        String text = line.toString(US_ASCII);
        String[] words = text.split(" ", 3);
        String tag = unfinished.isEmpty() ? words[0] : unfinished;
        String verb =
                unfinished.isEmpty() && words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        boolean waitsForMore =
                text.endsWith("}") || (verb.equals("AUTHENTICATE") && words[2].indexOf(' ') < 0);
        unfinished = waitsForMore ? tag : "";
        if (waitsForMore) {
            say(ctx, "+ \r\n");
            return;
        }
        switch (verb) {
            case "FETCH" ->
                    fetch(ctx, tag, words[2].startsWith("1 ") ? LARGE_OCTETS : SMALL_OCTETS);
            case "CAPABILITY" ->
                    say(ctx, "* CAPABILITY " + CAPABILITIES + "\r\n" + tag + " OK done\r\n");
            case "LOGOUT" -> {
                say(ctx, "* BYE\r\n" + tag + " OK done\r\n");
                ctx.close();
            }
            default -> say(ctx, tag + " OK done\r\n");
        }
    }

    private void fetch(ChannelHandlerContext ctx, String tag, int octets) {
        ctx.write(ByteBufUtil.writeAscii(ctx.alloc(), "* 1 FETCH (BODY[] {" + octets + "}\r\n"));
        left = octets;
        lastWords = ")\r\n" + tag + " OK done\r\n";
        send(ctx);
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
