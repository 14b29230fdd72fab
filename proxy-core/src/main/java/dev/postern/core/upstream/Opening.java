package dev.postern.core.upstream;

import dev.postern.core.login.UpstreamFailure;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One attempt to connect: a name look-up off the event loop, then a race. On one event loop. */
final class Opening implements Opener.Attempt {

    private final UpstreamConnector connector;
    private final Destination destination;
    private final EventLoop loop;
    private final Consumer<Opener.Opened> result;
    private @Nullable ConnectRace race;
    private boolean over;

    Opening(
            UpstreamConnector connector,
            Destination destination,
            EventLoop loop,
            Consumer<Opener.Opened> result) {
        this.connector = connector;
        this.destination = destination;
        this.loop = loop;
        this.result = result;
    }

    void start() {
        try {
            connector
                    .route(destination.host(), destination.trust())
                    .whenCompleteAsync(this::routed, loop);
        } catch (RejectedExecutionException e) {
            fail(new UpstreamFailure.Unreachable(at("too many name look-ups are waiting")));
        }
    }

    @Override
    public void cancel() {
        over = true;
        if (race != null) {
            race.cancel();
        }
    }

    private void routed(UpstreamConnector.@Nullable Route route, @Nullable Throwable fault) {
        if (over) {
            return;
        }
        if (route == null) {
            fail(unroutable(fault));
            return;
        }
        race =
                new ConnectRace(
                        connector.bootstrap(loop),
                        loop,
                        route.addresses(),
                        destination.port(),
                        opened -> finish(new Opener.Opened.Connected(opened, route.tls())),
                        faults -> fail(new UpstreamFailure.Unreachable(at(faults))));
        race.start();
    }

    private UpstreamFailure unroutable(@Nullable Throwable fault) {
        Throwable cause = fault;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnknownHostException
                ? new UpstreamFailure.Unreachable(at("the name has no address"))
                : new UpstreamFailure.TlsRefused(at("no certificates to go by: " + cause));
    }

    private void fail(UpstreamFailure failure) {
        finish(new Opener.Opened.Failed(failure));
    }

    private void finish(Opener.Opened opened) {
        if (!over) {
            over = true;
            result.accept(opened);
        }
    }

    private String at(String what) {
        return destination.authority() + ": " + what;
    }
}
