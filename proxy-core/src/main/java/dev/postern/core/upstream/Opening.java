package dev.postern.core.upstream;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.secret.Secret;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One attempt to connect to a {@link Destination}. Lives on one event loop; over when it has told
 * its result or was cancelled.
 */
public final class Opening implements ProxyTunnel.Owner {

    private final Destination destination;
    private final EventLoop loop;
    private final Consumer<Opened> result;

    private ConnectionOpener.@Nullable Route route;
    private @Nullable ConnectRace race;
    private @Nullable Channel channel;
    private String step;
    private boolean over;

    Opening(Destination destination, EventLoop loop, Consumer<Opened> result) {
        this.destination = destination;
        this.loop = loop;
        this.result = result;
        this.step = "looking up the name" + destination.proxy().map(Opening::of).orElse("");
    }

    void start(ConnectionOpener opener) {
        try {
            opener.route(destination)
                    .whenCompleteAsync((found, fault) -> routed(opener, found, fault), loop);
        } catch (RejectedExecutionException e) {
            unreachable("too many name look-ups are waiting");
        }
    }

    /** What it is doing, for the sentence that says that it took too long. */
    public String step() {
        return step;
    }

    /** Gives up and closes what is open; the result is not told any more. On the event loop. */
    public void cancel() {
        over = true;
        if (race != null) {
            race.cancel();
        }
        if (channel != null) {
            channel.close();
        }
        wipePassword();
    }

    private void routed(
            ConnectionOpener opener,
            ConnectionOpener.@Nullable Route found,
            @Nullable Throwable fault) {
        route = found;
        if (over) {
            wipePassword();
        } else if (found == null) {
            fail(unroutable(fault));
        } else if (destination.proxy().isPresent()) {
            connectTo(destination.proxy().get(), opener, found);
        } else {
            step = "connecting";
            race(
                    found,
                    address ->
                            opener.bootstrap(loop)
                                    .connect(new InetSocketAddress(address, destination.port())),
                    this::connected);
        }
    }

    private void connectTo(
            ProxyServer proxy, ConnectionOpener opener, ConnectionOpener.Route found) {
        Optional<String> fault = ProxyTunnel.fault(proxy, found.proxyPassword());
        if (fault.isPresent()) {
            unreachable(fault.get());
            return;
        }
        step = "connecting" + to(proxy);
        race(
                found,
                address ->
                        opener.bootstrap(loop)
                                .handler(
                                        new ProxyTunnel(
                                                proxy,
                                                new InetSocketAddress(address, proxy.port()),
                                                found.proxyPassword(),
                                                this))
                                .connect(target()),
                opened -> {
                    channel = opened;
                    step = "waiting for the proxy " + proxy.authority();
                });
    }

    private void race(
            ConnectionOpener.Route found,
            Function<InetAddress, ChannelFuture> connect,
            Consumer<Channel> connected) {
        race =
                new ConnectRace(
                        connect,
                        loop,
                        found.addresses(),
                        connected,
                        faults ->
                                unreachable(
                                        destination
                                                        .proxy()
                                                        .map(proxy ->
                                                                "no connection" + to(proxy) + ": ")
                                                        .orElse("")
                                                + faults));
        race.start();
    }

    /** The name as it stands: looked up here, it would be told to a DNS server of this network. */
    private InetSocketAddress target() {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(destination.host());
        if (literal == null) {
            return InetSocketAddress.createUnresolved(destination.host(), destination.port());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), destination.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    @Override
    public void through(Channel on) {
        if (on.equals(channel)) {
            connected(on);
        }
    }

    @Override
    public void refused(Channel on, String why) {
        if (on.equals(channel)) {
            unreachable(why);
        }
    }

    private void connected(Channel opened) {
        if (over || route == null) {
            opened.close();
            return;
        }
        over = true;
        wipePassword();
        result.accept(new Opened.Connected(opened, destination, route.tls()));
    }

    private UpstreamFailure unroutable(@Nullable Throwable fault) {
        Throwable cause = fault;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case UnknownHostException ignored ->
                    new UpstreamFailure.Unreachable(
                            at(
                                    "the name"
                                            + destination.proxy().map(Opening::of).orElse("")
                                            + " has no address"));
            case GeneralSecurityException bad ->
                    new UpstreamFailure.TlsRefused(at(String.valueOf(bad.getMessage())));
            case null, default -> new UpstreamFailure.TlsRefused(at(String.valueOf(cause)));
        };
    }

    private void unreachable(String why) {
        fail(new UpstreamFailure.Unreachable(at(why)));
    }

    private void fail(UpstreamFailure failure) {
        if (!over) {
            cancel();
            result.accept(new Opened.Failed(failure));
        }
    }

    private void wipePassword() {
        if (route != null) {
            route.proxyPassword().ifPresent(Secret::wipe);
        }
    }

    private static String of(ProxyServer proxy) {
        return " of the proxy " + proxy.authority();
    }

    private static String to(ProxyServer proxy) {
        return " to the proxy " + proxy.authority();
    }

    private String at(String what) {
        return destination.authority() + ": " + what;
    }
}
