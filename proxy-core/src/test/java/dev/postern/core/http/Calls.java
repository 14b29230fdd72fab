package dev.postern.core.http;

import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsRequest.Method;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.channel.EventLoopGroup;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What makes calls, and servers that answer them. */
final class Calls implements AutoCloseable {

    static final TestAuthority AUTHORITY = new TestAuthority();
    static final TestAuthority.Identity GOOD = AUTHORITY.identity("localhost");
    static final Duration DEADLINE = Duration.ofSeconds(10);
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final Path directory;
    private final EventLoopGroup loops;
    private final ConnectionOpener connector;

    Calls(Path directory) {
        this.directory = directory;
        Transport transport = Transport.best();
        loops = transport.eventLoops(1);
        connector = new ConnectionOpener(transport, Transport.bestTls(), ProxyPasswords.NONE);
    }

    EventLoopGroup loops() {
        return loops;
    }

    ConnectionOpener connector() {
        return connector;
    }

    Trust extraAuthority() {
        return new Trust.ExtraAuthority(AUTHORITY.writePem(directory));
    }

    HttpsRequest get(String address) {
        return new HttpsRequest(
                new Method.Get(),
                URI.create(address),
                Map.of(),
                extraAuthority(),
                Optional.empty());
    }

    HttpsReply call(HttpsRequest request) {
        try (HttpsCaller caller = new HttpsCaller(connector, loops, DEADLINE)) {
            return awaited(caller, request);
        }
    }

    String failure(HttpsRequest request) {
        return ((HttpsReply.Failure) call(request)).detail();
    }

    String impatient(HttpsRequest request) {
        try (HttpsCaller caller = new HttpsCaller(connector, loops, Duration.ofSeconds(1))) {
            return ((HttpsReply.Failure) awaited(caller, request)).detail();
        }
    }

    static HttpsReply awaited(HttpsCaller caller, HttpsRequest request) {
        return caller.call(request).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static StandInServer.Behaviour saying(TestAuthority.Identity identity, String words) {
        return peer -> {
            peer.acceptTls(identity.serverContext());
            head(peer);
            peer.send(words);
        };
    }

    static StandInServer.Behaviour plainly(String words) {
        return peer -> {
            head(peer);
            peer.send(words);
        };
    }

    static StandInServer.Behaviour answering(
            CompletableFuture<String> seen, int body, String words) {
        return peer -> {
            peer.acceptTls(GOOD.serverContext());
            seen.complete(head(peer) + new String(peer.octets(body), StandardCharsets.UTF_8));
            peer.send(words);
        };
    }

    static String head(Peer peer) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = peer.line(); !line.isEmpty(); line = peer.line()) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        connector.close();
    }
}
