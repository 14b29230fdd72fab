package dev.postern.core.upstream;

import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.LoginHandler;
import dev.postern.core.login.LoginOwner;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One attempt to connect and log in. Lives on one event loop; over when it has told its result or
 * was cancelled.
 */
public final class Dial implements LoginOwner<UpstreamOutcome> {

    private final Upstream upstream;
    private final UpstreamDialogue dialogue;
    private final EventLoop loop;
    private final String session;
    private final Consumer<Dialled> result;

    private @Nullable Future<?> timer;
    private @Nullable ConnectRace race;
    private @Nullable Channel channel;
    private @Nullable LoginHandler<UpstreamOutcome> login;
    private String step = "looking up the name";
    private boolean over;

    Dial(
            Upstream upstream,
            UpstreamDialogue dialogue,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        this.upstream = upstream;
        this.dialogue = dialogue;
        this.loop = loop;
        this.session = session;
        this.result = result;
    }

    void start(UpstreamConnector connector, Duration deadline) {
        timer =
                loop.schedule(
                        () -> fail(new UpstreamFailure.TimedOut(timedOut(deadline))),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            connector
                    .route(upstream)
                    .whenCompleteAsync((route, fault) -> routed(connector, route, fault), loop);
        } catch (RejectedExecutionException e) {
            fail(new UpstreamFailure.Unreachable(at("too many name look-ups are waiting")));
        }
    }

    /** Gives up and closes what is open; the result is not told any more. On the event loop. */
    public void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (race != null) {
            race.cancel();
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void routed(
            UpstreamConnector connector,
            UpstreamConnector.@Nullable Route route,
            @Nullable Throwable fault) {
        if (over) {
            return;
        }
        if (route == null) {
            fail(unroutable(fault));
            return;
        }
        step = "connecting";
        race =
                new ConnectRace(
                        connector.bootstrap(loop),
                        loop,
                        route.addresses(),
                        upstream.port(),
                        opened -> connected(opened, route.tls()),
                        faults -> fail(new UpstreamFailure.Unreachable(at(faults))));
        race.start();
    }

    private UpstreamFailure unroutable(@Nullable Throwable fault) {
        Throwable cause = fault;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case UnknownHostException ignored ->
                    new UpstreamFailure.Unreachable(at("the name has no address"));
            case GeneralSecurityException bad ->
                    new UpstreamFailure.TlsRefused(at(String.valueOf(bad.getMessage())));
            case null, default -> new UpstreamFailure.TlsRefused(at(String.valueOf(cause)));
        };
    }

    private void connected(Channel opened, SslContext tls) {
        channel = opened;
        if (upstream.tls() == UpstreamTls.IMPLICIT) {
            opened.pipeline().addLast(handler(opened, tls));
        }
        step = "logging in";
        login =
                new LoginHandler<>(
                        dialogue,
                        this,
                        Optional.of((ChannelHandlerContext ctx) -> handler(ctx.channel(), tls)),
                        session);
        opened.pipeline().addLast(login);
    }

    /**
     * Given host and port, the handler verifies the name in the certificate and resumes sessions.
     */
    private SslHandler handler(Channel on, SslContext tls) {
        return tls.newHandler(on.alloc(), upstream.host(), upstream.port());
    }

    @Override
    public void done(UpstreamOutcome outcome) {
        switch (outcome) {
            case UpstreamReady ready when login != null && channel != null ->
                    finish(new Dialled.Connected(ready, channel, login));
            case UpstreamReady ignored ->
                    throw new IllegalStateException("logged in without a connection");
            case UpstreamFailure failure -> fail(failure);
        }
    }

    @Override
    public void ended(CloseReason reason, String detail) {
        String said = at(detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail);
        fail(
                switch (reason) {
                    case TLS_FAILED -> new UpstreamFailure.TlsRefused(said);
                    case PEER_CLOSED -> new UpstreamFailure.Unavailable(said);
                    default -> new UpstreamFailure.ProtocolViolation(said);
                });
    }

    private void fail(UpstreamFailure failure) {
        if (!over) {
            cancel();
            result.accept(new Dialled.Failed(failure));
        }
    }

    private void finish(Dialled.Connected connected) {
        if (!over) {
            over = true;
            if (timer != null) {
                timer.cancel(false);
            }
            result.accept(connected);
        }
    }

    private String timedOut(Duration deadline) {
        return at("no login within %d s, while %s".formatted(deadline.toSeconds(), step));
    }

    private String at(String what) {
        return upstream.authority() + ": " + what;
    }
}
