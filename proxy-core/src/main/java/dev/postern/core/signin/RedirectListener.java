package dev.postern.core.signin;

import dev.postern.core.net.Transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Waits on this machine for a browser that comes back from an authorization server (RFC 8252 7.3).
 * Thread-safe; whoever opens it closes it, and nothing is left then.
 *
 * <p>Made of Netty rather than the JDK's server, which limits no request line and takes its
 * deadlines from properties of the whole process.
 */
public final class RedirectListener implements AutoCloseable {

    /** People look for passwords and telephones; codes are asked for within these. */
    public static final Duration DEADLINE = Duration.ofMinutes(10);

    /** For the last page to reach the browser, which asks for it at once. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(3);

    private static final long SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final URI redirect;
    private final Browsers browsers;
    private final SignInDesk desk;
    private final CompletableFuture<Optional<Redirected.Decision>> decision =
            new CompletableFuture<>();
    private final List<Channel> listening;

    private RedirectListener(RedirectAddress registered, Duration deadline, Duration hold)
            throws RedirectListenerException {
        Transport transport = Transport.best();
        loops = transport.eventLoops(1);
        loop = loops.next();
        browsers = new Browsers(hold);
        desk =
                new SignInDesk(
                        registered.path(), decided -> decision.complete(Optional.of(decided)));
        try {
            LoopbackPort port =
                    LoopbackPort.open(
                            registered,
                            transport,
                            loop,
                            new BrowserRequests(desk, browsers, registered));
            listening = port.listening();
            redirect = registered.with(port.number());
        } catch (RedirectListenerException refused) {
            loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            throw refused;
        }
        loop.schedule(
                () -> {
                    giveUp();
                    stopListening();
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Listens from now on, for {@link #DEADLINE} at most.
     *
     * @param registered with its port, or 0 for any
     * @throws RedirectListenerException if it is no address of this machine, or another program has
     *     its port: whoever holds the other address family would be given the code
     */
    public static RedirectListener open(URI registered) throws RedirectListenerException {
        return open(registered, DEADLINE, Browsers.HOLD);
    }

    static RedirectListener open(URI registered, Duration deadline, Duration hold)
            throws RedirectListenerException {
        return new RedirectListener(RedirectAddress.of(registered), deadline, hold);
    }

    /** With the port that it really has. */
    public URI redirect() {
        return redirect;
    }

    /** From now on what comes back is read by {@code request}; only the first counts. */
    public void expect(AuthorizationRequest request) {
        onLoop(() -> desk.expect(request));
    }

    /**
     * Completes when the provider has decided; empty if it has not in time. On the event loop: what
     * follows must not block there.
     */
    public CompletionStage<Optional<Redirected.Decision>> decision() {
        return decision;
    }

    /** Has the browser shown what came of the code. */
    public void conclude(Conclusion conclusion) {
        onLoop(() -> {
            desk.conclude(conclusion);
            desk.result().ifPresent(browsers::release);
        });
    }

    /** The time is up, or nobody waits any more. */
    private void giveUp() {
        desk.giveUp();
        desk.result().ifPresent(browsers::release);
        decision.complete(Optional.empty());
    }

    private void stopListening() {
        listening.forEach(Channel::close);
    }

    /**
     * Ends everything; closing once more does nothing. If the provider has decided, waits a moment
     * for the browser to fetch its page.
     */
    @Override
    public void close() {
        onLoop(this::giveUp);
        if (decision.getNow(Optional.empty()).isPresent() && !loops.isShuttingDown()) {
            browsers.resultSeen()
                    .completeOnTimeout(null, LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        onLoop(() -> {
            stopListening();
            browsers.closeAll();
        });
        loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void onLoop(Runnable action) {
        try {
            loop.execute(action);
        } catch (RejectedExecutionException closed) {
            // Nobody looks any more.
        }
    }
}
