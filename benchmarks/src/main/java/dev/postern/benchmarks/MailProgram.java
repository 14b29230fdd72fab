package dev.postern.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An IMAP client with one connection that reads as fast as it can and keeps nothing. */
final class MailProgram implements AutoCloseable {

    /** A machine that needs longer for 200 MiB on loopback measures nothing. */
    private static final long PATIENCE_SECONDS = 120;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Channel channel;
    private int tags;

    /** Connects; with TLS if there is a context for it. */
    MailProgram(Transport transport, EventLoopGroup loops, int port, Optional<SslContext> tls) {
        channel =
                new Bootstrap()
                        .group(loops)
                        .channel(transport.clientChannel())
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel made) {
                                        tls.ifPresent(context ->
                                                made.pipeline()
                                                        .addLast(
                                                                context.newHandler(
                                                                        made.alloc(),
                                                                        "localhost",
                                                                        port)));
                                        made.pipeline().addLast(new Skimmer(lines));
                                    }
                                })
                        .connect("127.0.0.1", port)
                        .syncUninterruptibly()
                        .channel();
    }

    /** Waits for the greeting and logs in. */
    void login(String user, String password) throws IOException, InterruptedException {
        next();
        command("LOGIN " + user + " " + password);
    }

    /** Sends a command and waits for its OK; literals in between are thrown away. */
    void command(String words) throws IOException, InterruptedException {
        String tag = "a" + ++tags;
        channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), tag + " " + words + "\r\n"));
        String line = next();
        while (!line.startsWith(tag + " ")) {
            line = next();
        }
        if (!line.startsWith(tag + " OK")) {
            throw new IOException("expected " + tag + " OK, found: " + line);
        }
    }

    private String next() throws IOException, InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(Skimmer.THE_END)) {
            throw new IOException("the connection ended, or nothing came for too long");
        }
        return line;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }

    /** Passes lines on and counts literals down. */
    private static final class Skimmer extends SimpleChannelInboundHandler<ByteBuf> {

        static final String THE_END = "";

        private final BlockingQueue<String> lines;
        private final StringBuilder line = new StringBuilder();
        private long literalLeft;

        Skimmer(BlockingQueue<String> lines) {
            this.lines = lines;
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
            lines.add("* BYE " + cause);
            ctx.close();
        }
    }
}
