package dev.postern.core.session;

import dev.postern.core.access.Source;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.function.Supplier;

/** What a client looks like, in words for logs. Used on the session's event loop. */
final class SeenClient {

    /** Of generated app passwords. */
    private static final String SECRET_PREFIX = "pst_";

    /** Of what a client calls itself; the longest names in use have some thirty characters. */
    private static final int SHOWN_PROGRAM = 64;

    private final Channel channel;
    private final Supplier<String> program;
    private final String address;

    /**
     * @param program what the client calls itself by now, as it said
     */
    SeenClient(Channel channel, Supplier<String> program) {
        this.channel = channel;
        this.program = program;
        SocketAddress remote = channel.remoteAddress();
        this.address =
                remote instanceof InetSocketAddress inet
                        ? NetUtil.toSocketAddressString(inet)
                        : String.valueOf(remote);
    }

    String address() {
        return address;
    }

    Source source() {
        return new Source(
                (InetSocketAddress) channel.remoteAddress(),
                (InetSocketAddress) channel.localAddress());
    }

    /** The version between client and bridge; empty for plaintext. */
    String tls() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null ? "" : tls.engine().getSession().getProtocol();
    }

    String program() {
        String said = PrintableText.of(program.get(), SHOWN_PROGRAM);
        // What a script takes for its name may be the wrong one of its variables.
        return said.toLowerCase(Locale.ROOT).contains(SECRET_PREFIX) ? "" : said;
    }
}
