package dev.postern.core.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens connections to servers on the internet, directly or through a proxy, and has the TLS
 * contexts for them. Thread-safe; lives as long as the process.
 */
public final class ConnectionOpener implements AutoCloseable {

    /** Name look-ups at once: a resolver that hangs holds up to so many, and no event loop. */
    private static final int RESOLVER_THREADS = 4;

    /**
     * Look-ups that may wait for a thread; more than that and the network is down: they fail at
     * once.
     */
    private static final int RESOLVER_QUEUE = 1024;

    /** Idle look-up threads end after so long. */
    private static final long RESOLVER_IDLE_SECONDS = 30;

    /**
     * Programs connect in bursts: what was found a moment ago is not looked for again, and no
     * thread has to be woken.
     */
    private static final Duration ROUTE_HOLDS = Duration.ofSeconds(1);

    private static final int ROUTES_HELD = 256;

    /** A connection gets its handlers when it has won the race. */
    private static final ChannelInitializer<Channel> NOTHING_YET =
            new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {}
            };

    private final Transport transport;
    private final UpstreamTlsContexts tls;
    private final ProxyPasswords passwords;
    private final HostResolver resolver;
    private final ExecutorService blocking;

    /** Those without a proxy: a proxy's password is wiped after use. */
    private final Cache<Destination, Route> routes =
            Caffeine.newBuilder()
                    .expireAfterWrite(ROUTE_HOLDS)
                    .maximumSize(ROUTES_HELD)
                    .executor(Runnable::run)
                    .build();

    public ConnectionOpener(Transport transport, SslProvider provider, ProxyPasswords passwords) {
        this(transport, provider, passwords, HostResolver.SYSTEM);
    }

    ConnectionOpener(
            Transport transport,
            SslProvider provider,
            ProxyPasswords passwords,
            HostResolver resolver) {
        this.transport = transport;
        this.tls = new UpstreamTlsContexts(provider);
        this.passwords = passwords;
        this.resolver = resolver;
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
     * Starts to connect. It has no deadline of its own: the caller has one for all that it wants to
     * do, and calls {@link Opening#cancel} then.
     *
     * @param loop everything happens on it, and the channel stays on it
     * @param result told once, on {@code loop}, unless the opening is cancelled
     */
    public Opening open(Destination destination, EventLoop loop, Consumer<Opened> result) {
        Opening opening = new Opening(destination, loop, result);
        opening.start(this);
        return opening;
    }

    /**
     * What must be known before a connection can be tried.
     *
     * @param addresses of the proxy if there is one, else of the destination
     */
    record Route(List<InetAddress> addresses, SslContext tls, Optional<Secret> proxyPassword) {}

    /** Looks up names and reads certificate files, off the event loop. */
    CompletionStage<Route> route(Destination to) {
        Route recent = routes.getIfPresent(to);
        return recent != null
                ? CompletableFuture.completedFuture(recent)
                : CompletableFuture.supplyAsync(() -> find(to), blocking);
    }

    private Route find(Destination to) {
        try {
            Route route =
                    new Route(
                            resolver.resolve(to.proxy().map(ProxyServer::host).orElse(to.host())),
                            tls.of(to.trust()),
                            to.proxy().flatMap(proxy -> passwords.of(proxy.authority())));
            if (to.proxy().isEmpty()) {
                routes.put(to, route);
            }
            return route;
        } catch (IOException | GeneralSecurityException e) {
            throw new RouteNotFound(e);
        }
    }

    /** Carries what went wrong out of a stage. */
    static final class RouteNotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RouteNotFound(Exception cause) {
            super(cause);
        }
    }

    /** For addresses: it looks up no names, above all none that is for a proxy to look up. */
    Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(transport.clientChannel())
                .disableResolver()
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(NOTHING_YET);
    }

    /** To be called when nobody opens any more. */
    @Override
    public void close() {
        blocking.shutdownNow();
        tls.close();
    }
}
