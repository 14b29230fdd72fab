package dev.postern.core.http;

import dev.postern.core.net.Transport;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.channel.EventLoopGroup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An {@link HttpsCaller} with all that it is built of. */
public final class HttpsAccess implements AutoCloseable {

    private static final long CLOSING_SECONDS = 2;

    private final ConnectionOpener opener;
    private final EventLoopGroup loops;
    private final HttpsCaller caller;

    /** For a program, which can wait. */
    public HttpsAccess(ProxyPasswords passwords) {
        this(passwords, HttpsCaller.USUAL_DEADLINE);
    }

    /**
     * For a person, who can't.
     *
     * @param deadline for each call
     */
    public HttpsAccess(ProxyPasswords passwords, Duration deadline) {
        Transport transport = Transport.best();
        opener = new ConnectionOpener(transport, Transport.bestTls(), passwords);
        loops = transport.eventLoops(1);
        caller = new HttpsCaller(opener, loops, deadline);
    }

    public HttpsCaller caller() {
        return caller;
    }

    /** Ends what is under way; its replies say so. */
    @Override
    public void close() {
        caller.close();
        loops.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
        opener.close();
    }
}
