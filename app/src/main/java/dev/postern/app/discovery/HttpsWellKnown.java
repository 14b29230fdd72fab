package dev.postern.app.discovery;

import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsCaller;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.http.HttpsRequest;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.channel.EventLoopGroup;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gets well-known files over verified TLS; redirects are not followed. */
final class HttpsWellKnown implements WellKnown, AutoCloseable {

    /** A person is waiting, and most domains have no such file. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final ConnectionOpener opener;
    private final EventLoopGroup loops;
    private final HttpsCaller caller;

    HttpsWellKnown() {
        Transport transport = Transport.best();
        opener = new ConnectionOpener(transport, Transport.bestTls(), ProxyPasswords.NONE);
        loops = transport.eventLoops(1);
        caller = new HttpsCaller(opener, loops, DEADLINE);
    }

    @Override
    public Optional<byte[]> fetch(URI address) {
        HttpsRequest request =
                new HttpsRequest(
                        new HttpsRequest.Method.Get(),
                        address,
                        Map.of("Accept", Secret.of("application/xml, text/xml")),
                        new Trust.RuntimeAuthorities(),
                        Optional.empty());
        return caller.call(request).toCompletableFuture().join()
                        instanceof HttpsReply.Answer(int status, var ignored, Secret body)
                ? Optional.of(body.reveal()).filter(octets -> status == OK)
                : Optional.empty();
    }

    @Override
    public void close() {
        caller.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        opener.close();
    }
}
