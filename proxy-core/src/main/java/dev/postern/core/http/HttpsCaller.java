package dev.postern.core.http;

import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.Destination;
import dev.postern.core.upstream.Opened;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Asks servers over HTTP, one connection a request. Thread-safe; no call blocks. What it is built
 * of stays its maker's, who closes it after this.
 */
public final class HttpsCaller implements AutoCloseable {

    /** More than any token endpoint in order needs. */
    static final Duration USUAL_DEADLINE = Duration.ofSeconds(30);

    static final HttpsReply STOPPED =
            new HttpsReply.Failure("nobody is asked any more, because the bridge stops");

    private final Connect connect;
    private final EventLoopGroup loops;
    private final Duration deadline;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public HttpsCaller(ConnectionOpener opener, EventLoopGroup loops) {
        this(opener, loops, USUAL_DEADLINE);
    }

    /**
     * For who cannot wait that long, like a person.
     *
     * @param deadline for a call: look-up, connection, TLS and the whole reply together
     */
    public HttpsCaller(ConnectionOpener opener, EventLoopGroup loops, Duration deadline) {
        this(
                (destination, loop, result) -> opener.open(destination, loop, result)::cancel,
                loops,
                deadline);
    }

    HttpsCaller(Connect connect, EventLoopGroup loops, Duration deadline) {
        this.connect = connect;
        this.loops = loops;
        this.deadline = deadline;
    }

    /** Connects, and gives what cancels it. */
    @FunctionalInterface
    interface Connect {
        Runnable to(Destination destination, EventLoop loop, Consumer<Opened> result);
    }

    /** Whether this is an address that a secret may be sent to, or a person. */
    public static boolean mayAsk(URI address) {
        return switch (Target.of(address)) {
            case Target.Server ignored -> true;
            case Target.Unusable ignored -> false;
        };
    }

    /**
     * One request, never repeated. The stage completes within the deadline, on an event loop: who
     * has more to do than a moment's work goes on elsewhere. It never completes with an exception.
     */
    public CompletionStage<HttpsReply> call(HttpsRequest request) {
        return switch (Target.of(request.target())) {
            case Target.Unusable(String sentence) ->
                    CompletableFuture.completedFuture(new HttpsReply.NotSent(sentence));
            case Target.Server server -> call(server, request);
        };
    }

    private CompletionStage<HttpsReply> call(Target.Server server, HttpsRequest request) {
        CompletableFuture<HttpsReply> reply = new CompletableFuture<>();
        EventLoop loop = loops.next();
        Exchange exchange = new Exchange(server, request, loop, reply::complete);
        running.add(exchange);
        reply.whenComplete((ended, never) -> running.remove(exchange));
        try {
            loop.execute(() -> exchange.start(connect, deadline));
        } catch (RejectedExecutionException stopping) {
            reply.complete(STOPPED);
        }
        if (closed) {
            exchange.stop();
        }
        return reply;
    }

    /** Ends the calls that are under way; their replies say so. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(running).forEach(Exchange::stop);
    }
}
