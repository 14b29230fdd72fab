package dev.postern.core.http;

import dev.postern.core.http.HttpsRequest.Method;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

import java.util.Arrays;

/** A request as Netty writes it (RFC 9112). */
final class Outgoing {

    /** Without a version: that would help only who looks for old ones. */
    private static final String USER_AGENT = "Postern";

    private final byte[] body;
    private final FullHttpRequest message;

    private Outgoing(HttpMethod method, Target.Server server, byte[] body) {
        this.body = body;
        this.message =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, method, server.path(), Unpooled.wrappedBuffer(body));
    }

    static Outgoing of(Target.Server server, HttpsRequest request) {
        Outgoing outgoing =
                switch (request.method()) {
                    case Method.Get ignored -> new Outgoing(HttpMethod.GET, server, new byte[0]);
                    case Method.Post post -> post(server, post);
                };
        HttpHeaders headers = outgoing.message.headers();
        headers.set(HttpHeaderNames.HOST, server.hostHeader())
                .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
                .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        request.headers().forEach((name, value) -> headers.set(name, value.revealText()));
        return outgoing;
    }

    private static Outgoing post(Target.Server server, Method.Post post) {
        Outgoing outgoing = new Outgoing(HttpMethod.POST, server, post.body().reveal());
        outgoing.message
                .headers()
                .set(HttpHeaderNames.CONTENT_TYPE, post.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, outgoing.body.length);
        return outgoing;
    }

    /** For the channel, which releases it. */
    FullHttpRequest message() {
        return message;
    }

    /** To be called when the message was written, for these octets lie beneath it. */
    void wipe() {
        Arrays.fill(body, (byte) 0);
    }
}
