package dev.postern.app.discovery;

import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsAccess;
import dev.postern.core.http.HttpsReply;
import dev.postern.core.http.HttpsRequest;
import dev.postern.core.secret.Secret;
import dev.postern.core.upstream.ProxyPasswords;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gets well-known files over verified TLS; redirects are not followed. */
final class HttpsWellKnown implements WellKnown, AutoCloseable {

    /** A person is waiting, and most domains have no such file. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpsAccess access = new HttpsAccess(ProxyPasswords.NONE, DEADLINE);

    @Override
    public Optional<byte[]> fetch(URI address) {
        HttpsRequest request =
                new HttpsRequest(
                        new HttpsRequest.Method.Get(),
                        address,
                        Map.of("Accept", Secret.of("application/xml, text/xml")),
                        new Trust.RuntimeAuthorities(),
                        Optional.empty());
        return access.caller().call(request).toCompletableFuture().join()
                        instanceof HttpsReply.Answer(int status, var ignored, Secret body)
                ? Optional.of(body.reveal()).filter(octets -> status == OK)
                : Optional.empty();
    }

    @Override
    public void close() {
        access.close();
    }
}
