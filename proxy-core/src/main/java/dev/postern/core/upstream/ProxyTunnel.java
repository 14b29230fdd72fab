package dev.postern.core.upstream;

import dev.postern.core.account.ProxyServer;
import dev.postern.core.secret.Secret;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandResponse;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthResponse;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthStatus;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Asks one proxy for a connection, and vanishes from the pipeline when it is there. Netty's handler
 * does the asking; this one puts it there, hears the answers, which that handler tells in prose
 * only, and takes both away.
 *
 * <p>The end is told while what came behind the proxy's answer is still held: it follows at once,
 * to whatever handlers the owner has added.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {

    /** RFC 1929 2: their lengths are one octet each, and not 0. */
    private static final int LONGEST_SOCKS_WORD = 255;

    /** "511 Network Authentication Required" is the longest that has a name. */
    private static final int LONGEST_STATUS = 100;

    /** Who wants the connection. Called on the channel's event loop, once for each channel. */
    interface Owner {
        /** From here on the server is talking. */
        void through(Channel channel);

        void refused(Channel channel, String why);
    }

    private final ProxyServer proxy;
    private final ProxyHandler asking;
    private final Answers answers = new Answers();
    private final Owner owner;
    private boolean over;

    /**
     * @param address of the proxy
     * @param password stays the caller's; {@link #fault} must have found none
     */
    ProxyTunnel(
            ProxyServer proxy, InetSocketAddress address, Optional<Secret> password, Owner owner) {
        this.proxy = proxy;
        this.owner = owner;
        this.asking = handler(proxy, address, password);
        asking.setConnectTimeoutMillis(0); // the owner has a deadline, which spans more
    }

    private static ProxyHandler handler(
            ProxyServer proxy, InetSocketAddress address, Optional<Secret> password) {
        if (proxy.user().isEmpty() || password.isEmpty()) {
            return switch (proxy.kind()) {
                case SOCKS5 -> new Socks5ProxyHandler(address);
                case HTTP -> new HttpProxyHandler(address);
            };
        }
        String user = proxy.user().get();
        String text = password.get().revealText();
        return switch (proxy.kind()) {
            case SOCKS5 -> new Socks5ProxyHandler(address, user, text);
            case HTTP -> new HttpProxyHandler(address, user, text);
        };
    }

    /** What can be said without asking the proxy; empty if it is to be asked. */
    static Optional<String> fault(ProxyServer proxy, Optional<Secret> password) {
        if (proxy.user().isEmpty()) {
            return Optional.empty();
        }
        String user = proxy.user().get();
        if (password.isEmpty()) {
            return Optional.of(
                    "the proxy %s wants the password of %s, and none is stored; store it: postern proxy password %s"
                            .formatted(proxy.authority(), user, proxy.authority()));
        }
        boolean sendable =
                switch (proxy.kind()) {
                    case SOCKS5 ->
                            isSocksWord(user.getBytes(StandardCharsets.UTF_8))
                                    && isSocksWord(password.get().reveal());
                    // RFC 7617 2
                    case HTTP -> user.indexOf(':') < 0;
                };
        return sendable
                ? Optional.empty()
                : Optional.of(
                        "the proxy %s cannot be told this user name and password: %s"
                                .formatted(
                                        proxy.authority(),
                                        switch (proxy.kind()) {
                                            case SOCKS5 ->
                                                    "with SOCKS5 each has 1 to 255 ASCII"
                                                            + " characters";
                                            case HTTP -> "the user name has a colon";
                                        }));
    }

    private static boolean isSocksWord(byte[] octets) {
        boolean ascii = true;
        int length = octets.length;
        for (int i = 0; i < length; i++) {
            ascii &= octets[i] > 0;
            octets[i] = 0;
        }
        return ascii && length >= 1 && length <= LONGEST_SOCKS_WORD;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addBefore(ctx.name(), null, asking);
        String name = pipeline.context(asking).name();
        List<String> codec = pipeline.names().subList(0, pipeline.names().indexOf(name));
        pipeline.addBefore(name, null, answers);
        // That of HTTP stays otherwise, for nothing, in the way of all that is relayed.
        asking.connectFuture().addListener(done -> codec.forEach(left -> takeAway(pipeline, left)));
    }

    private static void takeAway(ChannelPipeline pipeline, String name) {
        if (pipeline.context(name) != null) {
            pipeline.remove(name);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ProxyConnectionEvent ignored -> {
                over = true;
                ctx.pipeline().remove(answers);
                ctx.pipeline().remove(asking);
                owner.through(ctx.channel());
                ctx.pipeline().remove(this);
            }
            case ChannelInputShutdownEvent ignored -> refused(ctx, hungUp());
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        refused(ctx, hungUp());
    }

    /** Of Netty's handler, which closes the channel then, or of the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refused(ctx, hungUp());
    }

    private void refused(ChannelHandlerContext ctx, String why) {
        if (!over) {
            over = true;
            ctx.close();
            owner.refused(ctx.channel(), why);
        }
    }

    private String hungUp() {
        return the("closed the connection instead of opening one");
    }

    private String the(String what) {
        return "the proxy " + proxy.authority() + " " + what;
    }

    /** Stands between the codec and Netty's handler. */
    private final class Answers extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            fault(message).ifPresent(why -> refused(ctx, why));
            ctx.fireChannelRead(message);
        }

        private Optional<String> fault(Object message) {
            if (message instanceof DecoderResultProvider decoded
                    && decoded.decoderResult().isFailure()) {
                return Optional.of(the("does not speak " + proxy.kind()));
            }
            return switch (message) {
                case Socks5InitialResponse greeting -> ofMethod(greeting.authMethod());
                case Socks5PasswordAuthResponse verdict ->
                        verdict.status().equals(Socks5PasswordAuthStatus.SUCCESS)
                                ? Optional.empty()
                                : Optional.of(passwordWanted());
                case Socks5CommandResponse reply ->
                        reply.status().equals(Socks5CommandStatus.SUCCESS)
                                ? Optional.empty()
                                : Optional.of(the("could not reach it: ") + words(reply.status()));
                case HttpResponse reply -> ofStatus(reply.status());
                default -> Optional.empty();
            };
        }

        private Optional<String> ofMethod(Socks5AuthMethod method) {
            boolean ours =
                    method.equals(Socks5AuthMethod.NO_AUTH)
                            || (method.equals(Socks5AuthMethod.PASSWORD)
                                    && proxy.user().isPresent());
            return ours ? Optional.empty() : Optional.of(passwordWanted());
        }

        private Optional<String> ofStatus(HttpResponseStatus status) {
            if (status.equals(HttpResponseStatus.OK)) {
                return Optional.empty();
            }
            // tinyproxy says 401 to a wrong password.
            boolean wanted =
                    status.equals(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED)
                            || status.equals(HttpResponseStatus.UNAUTHORIZED);
            return Optional.of(
                    wanted ? passwordWanted() : the("could not reach it: ") + words(status));
        }

        /** Its reason is the proxy's own words. */
        private static String words(HttpResponseStatus status) {
            String words = status.toString().replaceAll("[^ -~]", "?");
            return words.substring(0, Math.min(words.length(), LONGEST_STATUS));
        }

        private String passwordWanted() {
            return proxy.user()
                    .map(user ->
                            the(
                                    "does not take the password of %s; store the right one: postern proxy password %s"
                                            .formatted(user, proxy.authority())))
                    .orElseGet(() ->
                            the(
                                    "wants a user and a password: put the user before the host in `proxy`, as in %s://USER@%s, then store the password: postern proxy password %s"
                                            .formatted(
                                                    switch (proxy.kind()) {
                                                        case SOCKS5 -> "socks5";
                                                        case HTTP -> "http";
                                                    },
                                                    proxy.authority(),
                                                    proxy.authority())));
        }

        /** RFC 1928 6. */
        private static String words(Socks5CommandStatus status) {
            return switch (status.byteValue()) {
                case 1 -> "general failure";
                case 2 -> "not allowed by its rules";
                case 3 -> "network unreachable";
                case 4 -> "host unreachable";
                case 5 -> "connection refused";
                case 6 -> "no answer in time";
                case 7 -> "it knows no CONNECT";
                case 8 -> "it knows no such kind of address";
                default -> "reply " + (status.byteValue() & 0xFF);
            };
        }
    }
}
