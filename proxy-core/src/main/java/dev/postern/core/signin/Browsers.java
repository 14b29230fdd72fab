package dev.postern.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The connections of browsers, and the answers that they get. Belongs to one event loop. */
final class Browsers {

    /**
     * How long a page waits for a token endpoint: most answer within one, and a person who sees an
     * empty page for longer begins to press keys.
     */
    static final Duration HOLD = Duration.ofSeconds(20);

    /** For a request, what it waits for, and its answer; browsers also open some for later. */
    private static final Duration LONGEST_CONNECTION = HOLD.plusSeconds(20);

    /** One browser opens six to a host at most. */
    private static final int MOST_CONNECTIONS = 32;

    private final Duration hold;

    /** In the order of their coming. */
    private final Set<Channel> open = new LinkedHashSet<>();

    private final List<Channel> held = new ArrayList<>();
    private final CompletableFuture<Void> resultSeen = new CompletableFuture<>();

    Browsers(Duration hold) {
        this.hold = hold;
    }

    /**
     * A connection has come, which is closed if it lasts too long. If there are too many, the
     * oldest is closed that waits for no page: else anybody on this machine could keep the browser
     * out, by saying nothing.
     */
    void come(Channel browser) {
        if (open.size() >= MOST_CONNECTIONS) {
            open.stream()
                    .filter(other -> !held.contains(other))
                    .findFirst()
                    .orElse(browser)
                    .close();
        }
        open.add(browser);
        browser.eventLoop()
                .schedule(
                        () -> browser.close(),
                        LONGEST_CONNECTION.toMillis(),
                        TimeUnit.MILLISECONDS);
        browser.closeFuture()
                .addListener(closed -> {
                    open.remove(browser);
                    held.remove(browser);
                });
    }

    void reply(Channel browser, Reply reply) {
        switch (reply) {
            case Reply.Show(Page page) -> show(browser, page);
            case Reply.ShowResult(Page page) -> showResult(browser, page);
            case Reply.MoveTo(String path) -> {
                FullHttpResponse moved = response(HttpResponseStatus.SEE_OTHER, "");
                moved.headers().set(HttpHeaderNames.LOCATION, path);
                send(browser, moved);
            }
            case Reply.Hold ignored -> {
                held.add(browser);
                browser.eventLoop()
                        .schedule(
                                () -> {
                                    if (held.remove(browser)) {
                                        showResult(browser, Page.FINISHING);
                                    }
                                },
                                hold.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What the held ones have waited for. */
    void release(Page result) {
        List<Channel> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(browser -> showResult(browser, result));
    }

    /** Completes, on the event loop, once somebody was sent the result. */
    CompletableFuture<Void> resultSeen() {
        return resultSeen;
    }

    void closeAll() {
        List.copyOf(open).forEach(Channel::close);
    }

    private void showResult(Channel browser, Page page) {
        show(browser, page).addListener(sent -> resultSeen.complete(null));
    }

    private static ChannelFuture show(Channel browser, Page page) {
        FullHttpResponse response =
                response(HttpResponseStatus.valueOf(page.status()), page.html());
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, Page.POLICY)
                .set("X-Content-Type-Options", "nosniff");
        if (page.equals(Page.ONLY_GET)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET");
        }
        return send(browser, response);
    }

    private static FullHttpResponse response(HttpResponseStatus status, String text) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("Referrer-Policy", "no-referrer");
        return response;
    }

    private static ChannelFuture send(Channel browser, FullHttpResponse response) {
        return browser.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
