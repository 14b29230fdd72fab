package dev.postern.core.http;

import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.upstream.Destination;
import dev.postern.core.upstream.Opened;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One request on its way. Lives on one event loop, {@link #stop()} excepted. */
final class Exchange {

    /** A status line is some thirty octets. */
    private static final int STATUS_LINE_LIMIT = 4 * 1024;

    /** Microsoft's cookies and policies come to some four KiB. */
    private static final int HEAD_LIMIT = 32 * 1024;

    private static final int CHUNK_LIMIT = 8 * 1024;

    /** For a line of a log. */
    private static final int DETAIL_LIMIT = 300;

    private final Target.Server server;
    private final HttpsRequest request;
    private final Destination destination;
    private final EventLoop loop;
    private final Consumer<HttpsReply> result;

    private @Nullable Runnable cancel;
    private @Nullable Future<?> timer;
    private @Nullable Channel channel;
    private String step = "looking up the name and connecting";
    private boolean over;

    /**
     * @param result told once, on the event loop
     */
    Exchange(
            Target.Server server,
            HttpsRequest request,
            EventLoop loop,
            Consumer<HttpsReply> result) {
        this.server = server;
        this.request = request;
        this.loop = loop;
        this.result = result;
        destination =
                new Destination(
                        server.host(),
                        server.port(),
                        request.trust(),
                        // A proxy would look for it on its own machine.
                        server.security() == Target.Security.PLAIN
                                ? Optional.empty()
                                : request.proxy());
    }

    void start(HttpsCaller.Connect connect, Duration deadline) {
        if (over) {
            return;
        }
        timer =
                loop.schedule(
                        () -> fail("no reply within %s, while %s".formatted(shown(deadline), step)),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS);
        cancel = connect.to(destination, loop, this::opened);
    }

    /** Any thread may say so. */
    void stop() {
        try {
            loop.execute(() -> finish(HttpsCaller.STOPPED));
        } catch (RejectedExecutionException alreadyStopped) {
            result.accept(HttpsCaller.STOPPED);
        }
    }

    private void opened(Opened opened) {
        switch (opened) {
            case Opened.Connected connected -> connected(connected);
            case Opened.Failed(UpstreamFailure failure) ->
                    finish(new HttpsReply.Failure(failure.detail()));
        }
    }

    private void connected(Opened.Connected opened) {
        Channel connected = opened.channel();
        channel = connected;
        connected.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        switch (server.security()) {
            case TLS -> {
                step = "the TLS handshake was under way";
                SslHandler handler = opened.tlsHandler();
                connected.pipeline().addLast(handler);
                addHttp(connected);
                handler.handshakeFuture().addListener(this::secured);
            }
            case PLAIN -> {
                addHttp(connected);
                if (!isThisMachine(connected)) {
                    fail("the name leads to another machine, and http is for this one only");
                    return;
                }
                send(connected);
            }
        }
        connected.config().setAutoRead(true);
    }

    private void addHttp(Channel connected) {
        connected
                .pipeline()
                .addLast(
                        new HttpClientCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(STATUS_LINE_LIMIT)
                                        .setMaxHeaderSize(HEAD_LIMIT)
                                        .setMaxChunkSize(CHUNK_LIMIT),
                                HttpClientCodec.DEFAULT_PARSE_HTTP_AFTER_CONNECT_REQUEST,
                                HttpClientCodec.DEFAULT_FAIL_ON_MISSING_RESPONSE),
                        new ReplyReader(this::finish, this::fail));
    }

    private void secured(Future<? super Channel> handshake) {
        if (over) {
            return;
        }
        if (handshake.isSuccess()) {
            send((Channel) handshake.getNow());
        } else {
            fail("TLS failed: " + deepest(handshake.cause()));
        }
    }

    private void send(Channel open) {
        step = "waiting for the reply";
        Outgoing outgoing = Outgoing.of(server, request);
        open.writeAndFlush(outgoing.message())
                .addListener((ChannelFuture written) -> {
                    outgoing.wipe();
                    if (!written.isSuccess()) {
                        fail("the request could not be sent: " + deepest(written.cause()));
                    }
                });
    }

    private static boolean isThisMachine(Channel connected) {
        return connected.remoteAddress() instanceof InetSocketAddress address
                && address.getAddress().isLoopbackAddress();
    }

    private void fail(String why) {
        finish(new HttpsReply.Failure(destination.authority() + ": " + shown(why)));
    }

    /** A fault of Netty's may quote what the server sent. */
    private static String shown(String why) {
        String clean = why.replaceAll("[^ -~]", "?");
        return clean.length() > DETAIL_LIMIT ? clean.substring(0, DETAIL_LIMIT) : clean;
    }

    private void finish(HttpsReply reply) {
        if (over) {
            if (reply instanceof HttpsReply.Answer unwanted) {
                unwanted.body().wipe();
            }
            return;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (cancel != null) {
            cancel.run();
        }
        if (channel != null) {
            channel.close();
        }
        result.accept(reply);
    }

    /** What TLS libraries say on top is that something went wrong; why is below. */
    static String deepest(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String shown(Duration deadline) {
        return deadline.toMillis() < 1000
                ? deadline.toMillis() + " ms"
                : deadline.toSeconds() + " s";
    }
}
