package dev.postern.core.signin;

import dev.postern.core.net.Transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/**
 * One port on each loopback address that a redirect may lead to: on all of them or on none.
 *
 * @param listening not empty
 */
record LoopbackPort(int number, List<Channel> listening) {

    /** A port that is free on one address is nearly always free on the other as well. */
    private static final int TRIES = 16;

    /**
     * @throws RedirectListenerException if somebody else has the port on one of the addresses
     */
    static LoopbackPort open(
            RedirectAddress redirect, Transport transport, EventLoop loop, ChannelHandler browsers)
            throws RedirectListenerException {
        ServerBootstrap bootstrap = new ServerBootstrap().group(loop).childHandler(browsers);
        List<InetAddress> addresses = addresses(redirect);
        String reason = "this machine has no such address";
        for (int i = 0; i < (redirect.port() == 0 ? TRIES : 1); i++) {
            List<Channel> open = new ArrayList<>();
            int port = redirect.port();
            for (InetAddress address : addresses) {
                ChannelFuture bound =
                        bootstrap
                                .clone()
                                .channelFactory(() -> transport.serverChannel(address))
                                .bind(new InetSocketAddress(address, port))
                                .awaitUninterruptibly();
                if (!bound.isSuccess()) {
                    reason = bound.cause().getMessage();
                    break;
                }
                open.add(bound.channel());
                port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            }
            if (!open.isEmpty() && open.size() == addresses.size()) {
                return new LoopbackPort(port, List.copyOf(open));
            }
            open.forEach(channel -> channel.close().awaitUninterruptibly());
        }
        throw new RedirectListenerException(
                "Nobody can wait for the browser at %s: %s. Another program may hold the port, or only root may listen on it. Stop that program, register an address with another port, or sign in with --paste."
                        .formatted(redirect.uri(), reason));
    }

    private static List<InetAddress> addresses(RedirectAddress redirect) {
        return redirect.addresses().stream()
                .map(literal -> new InetSocketAddress(literal, 0).getAddress())
                .filter(address -> !isMissing(address))
                .toList();
    }

    /** Of a family that this machine has not at all: nobody else can listen there either. */
    private static boolean isMissing(InetAddress address) {
        try {
            return address.getHostAddress().indexOf(':') >= 0
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (IOException unknown) {
            return false;
        }
    }
}
