package dev.postern.core.http;

import dev.postern.core.secret.Secret;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reads one reply whole. Tells its result at least once; who listens takes the first. */
final class ReplyReader extends SimpleChannelInboundHandler<HttpObject> {

    /** Tokens have some ten KiB at most, autoconfig files less. */
    static final int BODY_LIMIT = 64 * 1024;

    /** Interim replies (RFC 9110 15.2), of which there is none that we ask for. */
    private static final int MOST_INTERIM = 8;

    /** RFC 9110 15: of three digits; those of 600 and more are nobody's, and no success. */
    private static final int FIRST_STATUS = 100;

    private static final int LAST_STATUS = 999;

    private final Consumer<HttpsReply> answered;
    private final Consumer<String> failed;
    private final byte[] body = new byte[BODY_LIMIT];
    private int length;
    private int interim;
    private @Nullable HttpResponse head;

    ReplyReader(Consumer<HttpsReply> answered, Consumer<String> failed) {
        this.answered = answered;
        this.failed = failed;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject read) {
        DecoderResult decoded = read.decoderResult();
        if (decoded.isFailure()) {
            failed.accept("the reply is not HTTP: " + Exchange.deepest(decoded.cause()));
            return;
        }
        if (read instanceof HttpResponse response) {
            head(response);
        }
        if (read instanceof HttpContent content && head != null) {
            append(content.content());
            if (read instanceof LastHttpContent) {
                finish(head);
            }
        }
    }

    private void head(HttpResponse response) {
        int status = response.status().code();
        if (status < FIRST_STATUS || status > LAST_STATUS) {
            failed.accept(
                    "the reply is not HTTP: expected a status from %d to %d, found %d"
                            .formatted(FIRST_STATUS, LAST_STATUS, status));
        } else if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            head = response;
        } else if (++interim > MOST_INTERIM) {
            failed.accept("more than %d interim replies and no final one".formatted(MOST_INTERIM));
        }
    }

    private void append(ByteBuf octets) {
        int count = octets.readableBytes();
        if (count > body.length - length) {
            failed.accept("the reply is longer than %d octets".formatted(BODY_LIMIT));
            return;
        }
        octets.readBytes(body, length, count);
        length += count;
    }

    private void finish(HttpResponse complete) {
        Map<String, String> headers = new HashMap<>();
        complete.headers()
                .forEach(header ->
                        headers.putIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        byte[] whole = Arrays.copyOf(body, length);
        answered.accept(
                new HttpsReply.Answer(complete.status().code(), headers, Secret.copyOf(whole)));
        Arrays.fill(whole, (byte) 0);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failed.accept(
                head == null
                        ? "the server closed the connection without a reply"
                        : "the server closed the connection amid its reply");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed.accept("the connection broke: " + Exchange.deepest(cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        Arrays.fill(body, (byte) 0);
    }
}
