package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a mail program that reads as fast as it can and keeps nothing but lines. Used
 * by one thread, which waits.
 */
final class Wire implements AutoCloseable {

    /** A machine that needs longer for an answer on loopback measures nothing. */
    private static final long PATIENCE_SECONDS = 60;

    private final Channel channel;
    private final BlockingQueue<String> lines;

    /**
     * @param lines that the channel's {@link Skimmer} adds
     */
    Wire(Channel channel, BlockingQueue<String> lines) {
        this.channel = channel;
        this.lines = lines;
    }

    void say(String line) {
        channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), line + "\r\n"));
    }

    /** Sends octets, and waits until the socket has taken them. */
    void send(ByteBuf octets) throws InterruptedException {
        channel.writeAndFlush(octets).sync();
    }

    /** The next line, without its end. */
    String next() throws IOException, InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("no answer after " + PATIENCE_SECONDS + " s");
        }
        if (line.equals(Skimmer.THE_END)) {
            lines.add(line);
            throw new IOException("the connection has ended");
        }
        return line;
    }

    @Override
    public void close() {
        channel.close();
    }

    /** Passes lines on and counts literals down. */
    static final class Skimmer extends SimpleChannelInboundHandler<ByteBuf> {

        private static final String THE_END = "";

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final StringBuilder line = new StringBuilder();
        private long literalLeft;

        BlockingQueue<String> lines() {
            return lines;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
            while (in.isReadable()) {
                if (literalLeft > 0) {
                    int skipped = (int) Math.min(literalLeft, in.readableBytes());
                    in.skipBytes(skipped);
                    literalLeft -= skipped;
                } else {
                    text(in);
                }
            }
        }

        private void text(ByteBuf in) {
            int end = in.bytesBefore((byte) '\n');
            line.append(in.readCharSequence(end < 0 ? in.readableBytes() : end + 1, US_ASCII));
            if (end >= 0) {
                String complete = line.toString().stripTrailing();
                line.setLength(0);
                if (complete.endsWith("}")) {
                    literalLeft =
                            Long.parseLong(
                                    complete,
                                    complete.lastIndexOf('{') + 1,
                                    complete.length() - 1,
                                    10);
                }
                lines.add(complete);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            lines.add(THE_END);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
