package dev.postern.core.upstream;

import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.net.Transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens connections to providers. Thread-safe; lives as long as the process. */
public final class UpstreamConnector implements Opener, AutoCloseable {

    /** Name look-ups at once: a resolver that hangs holds up to so many, and no event loop. */
    private static final int RESOLVER_THREADS = 4;

    /**
     * Look-ups that may wait for a thread; more than that and the network is down: they fail at
     * once.
     */
    private static final int RESOLVER_QUEUE = 1024;

    /** Idle look-up threads end after so long. */
    private static final long RESOLVER_IDLE_SECONDS = 30;

    /** A connection gets its handlers when it has won the race. */
    private static final ChannelInitializer<Channel> NOTHING_YET =
            new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {}
            };

    private final Transport transport;
    private final UpstreamTlsContexts tls;
    private final HostResolver resolver;
    private final Duration deadline;
    private final ExecutorService blocking;

    /**
     * @param deadline for one dial: name, connection, TLS and login together
     */
    public UpstreamConnector(Transport transport, SslProvider provider, Duration deadline) {
        this(transport, provider, deadline, HostResolver.SYSTEM);
    }

    UpstreamConnector(
            Transport transport, SslProvider provider, Duration deadline, HostResolver resolver) {
        this.transport = transport;
        this.tls = new UpstreamTlsContexts(provider);
        this.resolver = resolver;
        this.deadline = deadline;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        RESOLVER_THREADS,
                        RESOLVER_THREADS,
                        RESOLVER_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(RESOLVER_QUEUE),
                        new DefaultThreadFactory("postern-names", true));
        pool.allowCoreThreadTimeOut(true);
        this.blocking = pool;
    }

    /**
     * Connects and logs in.
     *
     * @param dialogue a fresh one
     * @param loop the event loop of the client: everything happens on it, and the upstream's
     *     channel stays on it
     * @param session for the log
     * @param result told once, on {@code loop}, unless the dial is cancelled
     */
    public Dial dial(
            Upstream upstream,
            UpstreamDialogue dialogue,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        Dial dial = new Dial(upstream, dialogue, loop, session, result);
        dial.start(this, deadline);
        return dial;
    }

    @Override
    public Attempt open(Destination destination, EventLoop loop, Consumer<Opened> result) {
        Opening opening = new Opening(this, destination, loop, result);
        opening.start();
        return opening;
    }

    /** Where an upstream is and how it is verified. */
    record Route(List<InetAddress> addresses, SslContext tls) {}

    /** Looks up names and reads certificate files, off the event loop. */
    CompletionStage<Route> route(Upstream upstream) {
        return route(upstream.host(), upstream.trust());
    }

    CompletionStage<Route> route(String host, Trust trust) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new Route(resolver.resolve(host), tls.of(trust));
                    } catch (IOException | GeneralSecurityException e) {
                        throw new RouteNotFound(e);
                    }
                },
                blocking);
    }

    /** Carries what went wrong out of a stage. */
    static final class RouteNotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RouteNotFound(Exception cause) {
            super(cause);
        }
    }

    Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(transport.clientChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(deadline.toMillis()))
                .handler(NOTHING_YET);
    }

    /** To be called when no event loop dials any more. */
    @Override
    public void close() {
        blocking.shutdownNow();
        tls.close();
    }
}
