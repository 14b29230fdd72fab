package dev.postern.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Trust;
import dev.postern.core.http.HttpsRequest.Method;
import dev.postern.core.net.Transport;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.Tally;
import dev.postern.core.testing.TestAuthority.Identity;
import dev.postern.core.testing.WrongCertificates;
import dev.postern.core.upstream.ConnectionOpener;
import dev.postern.core.upstream.ProxyPasswords;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Token endpoints that show what is not to be believed are told no secret. */
@Tag("torture")
class WrongCertificatesCallTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"OPENSSL_REFCNT", "JDK"})
    void noSecretGoesOut(SslProvider provider) throws Exception {
        Trust roots = new Trust.ExtraAuthority(WrongCertificates.writeRoots(directory));
        Map<String, Identity> wrong = WrongCertificates.wrong();
        List<String> believed = new ArrayList<>();
        EventLoopGroup loops = Transport.best().eventLoops(1);
        try (ConnectionOpener opener =
                        new ConnectionOpener(Transport.best(), provider, ProxyPasswords.NONE);
                HttpsCaller caller = new HttpsCaller(opener, loops, DEADLINE)) {
            assertThat(shown(WrongCertificates.good().get("signed by a root"), roots, caller))
                    .startsWith("Answer")
                    .contains("refresh_token=s3cret");
            for (Map.Entry<String, Identity> one : wrong.entrySet()) {
                String came = shown(one.getValue(), roots, caller);
                if (!came.contains("TLS failed: ") || came.contains("s3cret")) {
                    believed.add(one.getKey() + ": " + came);
                }
            }
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
        Tally.count(
                "tls",
                "wrong certificates at a token endpoint, %s".formatted(provider),
                wrong.size(),
                wrong.size() - believed.size());
        assertThat(believed).isEmpty();
    }

    /** What came of a request, and what the server heard behind the handshake. */
    private static String shown(Identity identity, Trust trust, HttpsCaller caller)
            throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StandInServer server =
                new StandInServer(peer -> {
                    try {
                        peer.acceptTls(identity.serverContext());
                        Calls.head(peer);
                        heard.complete(
                                new String(
                                        peer.octets("refresh_token=s3cret".length()),
                                        StandardCharsets.US_ASCII));
                        peer.send(Calls.OK);
                    } finally {
                        heard.complete("");
                    }
                })) {
            HttpsReply reply =
                    Calls.awaited(
                            caller,
                            new HttpsRequest(
                                    new Method.Post(
                                            "application/x-www-form-urlencoded",
                                            Secret.of("refresh_token=s3cret")),
                                    URI.create("https://localhost:" + server.port() + "/token"),
                                    Map.of(),
                                    trust,
                                    Optional.empty()));
            return reply + heard.get(30, TimeUnit.SECONDS);
        }
    }
}
