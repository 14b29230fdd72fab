package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.util.List;
import java.util.Locale;

/** One SMTP connection to the stub: takes every message, whose only dot is the one at its end. */
final class StubSubmission extends ByteToMessageDecoder {

    private enum Reading {
        COMMANDS,
        MESSAGE
    }

    private static final String OFFERS =
            String.join(
                    "\r\n",
                    "250-stub",
                    "250-PIPELINING",
                    "250-SIZE 52428800",
                    "250-8BITMIME",
                    "250 AUTH PLAIN LOGIN XOAUTH2",
                    "");

    private Reading reading = Reading.COMMANDS;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // With TLS it waits until the handshake is over.
        say(ctx, "220 stub ESMTP\r\n");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        switch (reading) {
            case COMMANDS -> command(ctx, in);
            case MESSAGE -> message(ctx, in);
        }
    }

    private void command(ChannelHandlerContext ctx, ByteBuf in) {
        int end = in.bytesBefore((byte) '\n');
        if (end < 0) {
            return;
        }
        String line = in.readCharSequence(end + 1, US_ASCII).toString();
        String verb = line.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> say(ctx, OFFERS);
            case "AUTH" -> say(ctx, "235 2.7.0 in\r\n");
            case "DATA" -> {
                reading = Reading.MESSAGE;
                say(ctx, "354 go\r\n");
            }
            case "QUIT" -> {
                say(ctx, "221 2.0.0 bye\r\n");
                ctx.close();
            }
            default -> say(ctx, "250 2.0.0 ok\r\n");
        }
    }

    private void message(ChannelHandlerContext ctx, ByteBuf in) {
        int dot = in.bytesBefore((byte) '.');
        if (dot < 0) {
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() >= dot + 3) {
            in.skipBytes(dot + 3);
            reading = Reading.COMMANDS;
            say(ctx, "250 2.0.0 taken\r\n");
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
