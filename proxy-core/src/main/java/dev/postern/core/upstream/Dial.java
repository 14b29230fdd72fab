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
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
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
    private @Nullable Opening opening;
    private @Nullable Channel channel;
    private @Nullable LoginHandler<UpstreamOutcome> login;
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

    void start(ConnectionOpener opener, Duration deadline) {
        timer =
                loop.schedule(
                        () -> fail(new UpstreamFailure.TimedOut(timedOut(deadline))),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS);
        opening = opener.open(Destination.of(upstream), loop, this::opened);
    }

    /** Gives up and closes what is open; the result is not told any more. On the event loop. */
    public void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (opening != null) {
            opening.cancel();
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void opened(Opened opened) {
        switch (opened) {
            case Opened.Failed(UpstreamFailure failure) -> fail(failure);
            case Opened.Connected connected -> logIn(connected);
        }
    }

    private void logIn(Opened.Connected connected) {
        channel = connected.channel();
        if (upstream.tls() == UpstreamTls.IMPLICIT) {
            channel.pipeline().addLast(connected.tlsHandler());
        }
        login =
                new LoginHandler<>(
                        dialogue,
                        this,
                        Optional.of((ChannelHandlerContext ctx) -> connected.tlsHandler()),
                        session);
        channel.pipeline().addLast(login);
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
        String step = channel == null && opening != null ? opening.step() : "logging in";
        return at("no login within %d s, while %s".formatted(deadline.toSeconds(), step));
    }

    private String at(String what) {
        return upstream.authority() + ": " + what;
    }
}
