package dev.postern.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.net.Transport;
import dev.postern.core.testing.ForcedHello;
import dev.postern.core.testing.Greeted;
import dev.postern.core.testing.OcspAnswers;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.StaplingServer;
import dev.postern.core.testing.Tally;
import dev.postern.core.testing.TestAuthority.Identity;
import dev.postern.core.testing.WrongCertificates;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Servers that show what is not to be believed, to each of the two kinds of TLS. */
@Tag("torture")
@ParameterizedClass
@EnumSource(
        value = SslProvider.class,
        names = {"OPENSSL_REFCNT", "JDK"})
class WrongCertificatesTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Null, export, anonymous and RC4 ciphers, and versions of old. */
    private static final List<ForcedHello> WEAK =
            List.of(
                    new ForcedHello("SSL 3", 0x0300, 0xC014),
                    new ForcedHello("TLS 1.0", 0x0301, 0xC014),
                    new ForcedHello("TLS 1.1", 0x0302, 0xC014),
                    new ForcedHello("TLS 1.2 without encryption", 0x0303, 0x003B),
                    new ForcedHello("TLS 1.2 with an export cipher", 0x0303, 0x0003),
                    new ForcedHello("TLS 1.2 without a certificate", 0x0303, 0x006C),
                    new ForcedHello("TLS 1.2 with RC4", 0x0303, 0x0005),
                    new ForcedHello("TLS 1.2 with triple DES", 0x0303, 0xC012));

    /** What is wrong, and how the words about it begin. */
    private static final Map<String, String> NAMED =
            Map.of(
                    "expired",
                    "validity check failed: NotAfter: ",
                    "for another name",
                    "No subject alternative DNS name matching localhost found",
                    "signed by an unknown root",
                    "unable to find valid certification path to requested target",
                    "an RSA key of 1024 bits",
                    "the certificate of CN=localhost has a key of RSA with 1024 bits",
                    "signed by an RSA key of 1024 bits",
                    "the certificate of CN=Weak has a key of RSA with 1024 bits",
                    "signed with SHA-1",
                    "the certificate of CN=localhost is signed with SHA1withRSA",
                    "a root oversteps its constraints",
                    "the authority may not sign for the names of CN=localhost",
                    "must staple, and does not",
                    "the server's certificate must come with a proof");

    @TempDir private Path directory;
    private final SslProvider provider;
    private final EventLoopGroup loops = Transport.best().eventLoops(1);
    private Trust roots;
    private ConnectionOpener opener;

    WrongCertificatesTest(SslProvider provider) {
        this.provider = provider;
    }

    @BeforeEach
    void begin() {
        roots = new Trust.ExtraAuthority(WrongCertificates.writeRoots(directory));
        opener = new ConnectionOpener(Transport.best(), provider, ProxyPasswords.NONE);
    }

    @AfterEach
    void end() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        opener.close();
    }

    @Test
    void goodOnesAreBelieved() throws Exception {
        for (Map.Entry<String, Identity> good : WrongCertificates.good().entrySet()) {
            assertThat(shown(good.getValue(), roots).dialled())
                    .as(good.getKey())
                    .isInstanceOf(Dialled.Connected.class);
        }
    }

    @Test
    void wrongOnesAreRefusedBeforeAnythingIsSaid() throws Exception {
        Map<String, Identity> wrong = WrongCertificates.wrong();
        int held = 0;
        StringBuilder believed = new StringBuilder();
        for (Map.Entry<String, Identity> one : wrong.entrySet()) {
            Shown shown = shown(one.getValue(), roots);
            if (shown.isRefused()) {
                held++;
            } else {
                believed.append(one.getKey()).append(": ").append(shown).append('\n');
            }
        }
        Tally.count("tls", "wrong certificates, %s".formatted(provider), wrong.size(), held);
        assertThat(believed).asString().isEmpty();
    }

    @Test
    void theFaultIsNamedWhicheverTlsFindsIt() throws Exception {
        Map<String, Identity> wrong = WrongCertificates.wrong();
        for (Map.Entry<String, String> named : NAMED.entrySet()) {
            assertThat(shown(wrong.get(named.getKey()), roots).dialled())
                    .as(named.getKey())
                    .asString()
                    .contains(CloseReason.TLS_FAILED.sentence() + ": " + named.getValue());
        }
    }

    @Test
    void weakVersionsAndCiphersAreRefused() throws Exception {
        int held = 0;
        StringBuilder taken = new StringBuilder();
        for (ForcedHello hello : WEAK) {
            CompletableFuture<Boolean> refused = new CompletableFuture<>();
            try (StandInServer server =
                    new StandInServer(peer -> refused.complete(hello.isRefusedBy(peer)))) {
                if (isTlsRefused(dial(server.port(), roots)) && refused.get(20, TimeUnit.SECONDS)) {
                    held++;
                } else {
                    taken.append(hello.what()).append('\n');
                }
            }
        }
        Tally.count("tls", "weak versions and ciphers, %s".formatted(provider), WEAK.size(), held);
        assertThat(taken).asString().isEmpty();
    }

    @Test
    void whatWasRevokedIsRefusedWhereTheServerBringsTheProof() throws Exception {
        int tried = 0;
        int held = 0;
        StringBuilder believed = new StringBuilder();
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            Identity server = WrongCertificates.good().get("signed by a root");
            for (Map.Entry<String, byte[]> wrong : new OcspAnswers(server).wrong().entrySet()) {
                tried++;
                Dialled dialled = stapled(server, wrong.getValue(), version);
                if (isTlsRefused(dialled)) {
                    held++;
                } else {
                    believed.append(wrong.getKey()).append(": ").append(dialled).append('\n');
                }
            }
        }
        Tally.count("tls", "revoked and doubtful staples, %s".formatted(provider), tried, held);
        assertThat(believed).asString().isEmpty();
    }

    @Test
    void aGoodStapleIsBelievedAndOneThatSaysNothingIsNone() throws Exception {
        Identity must = WrongCertificates.mustStaple();
        Identity may = WrongCertificates.good().get("signed by a root");
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            assertThat(stapled(must, new OcspAnswers(must).good(), version))
                    .isInstanceOf(Dialled.Connected.class);
            assertThat(stapled(may, new OcspAnswers(may).tryLater(), version))
                    .isInstanceOf(Dialled.Connected.class);
            assertThat(stapled(must, new OcspAnswers(must).tryLater(), version))
                    .matches(WrongCertificatesTest::isTlsRefused);
        }
    }

    /** A pin is a person's word about one certificate: its dates and its issuer say no more. */
    @Test
    void aPinnedCertificateIsBelievedForItselfAndNoOtherIs() throws Exception {
        Map<String, Identity> wrong = WrongCertificates.wrong();
        Identity expired = wrong.get("expired");
        Identity self = wrong.get("signed by itself");
        assertThat(shown(expired, pin(expired)).dialled()).isInstanceOf(Dialled.Connected.class);
        assertThat(shown(self, pin(self)).dialled()).isInstanceOf(Dialled.Connected.class);
        boolean changed = shown(self, pin(expired)).isRefused();
        Tally.count("tls", "pinned and changed, %s".formatted(provider), 1, changed ? 1 : 0);
        assertThat(changed).isTrue();
    }

    private static Trust pin(Identity identity) throws Exception {
        return new Trust.Pinned(
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(identity.certificate().getEncoded())));
    }

    /** What came of a connection, and what the server heard behind the handshake. */
    private record Shown(Dialled dialled, String heard) {
        boolean isRefused() {
            return isTlsRefused(dialled) && heard.isEmpty();
        }
    }

    private Shown shown(Identity identity, Trust trust) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (StandInServer server =
                new StandInServer(peer -> {
                    try {
                        peer.acceptTls(identity.serverContext());
                        peer.send("hello\r\n");
                        heard.complete(new String(peer.rest(), StandardCharsets.ISO_8859_1));
                    } finally {
                        heard.complete("");
                    }
                })) {
            Dialled dialled = dial(server.port(), trust);
            return new Shown(dialled, heard.get(30, TimeUnit.SECONDS));
        }
    }

    private Dialled stapled(Identity identity, byte[] staple, String version) throws Exception {
        try (StaplingServer server = new StaplingServer(identity, staple, version, "hello\r\n")) {
            Dialled dialled = dial(server.port(), roots);
            assertThat(server.heard()).isEmpty();
            return dialled;
        }
    }

    private static boolean isTlsRefused(Dialled dialled) {
        return dialled instanceof Dialled.Failed(UpstreamFailure.TlsRefused ignored);
    }

    private Dialled dial(int port, Trust trust) throws Exception {
        Upstream upstream =
                new Upstream("localhost", port, UpstreamTls.IMPLICIT, trust, "u", Optional.empty());
        CompletableFuture<Dialled> result = new CompletableFuture<>();
        new UpstreamConnector(opener, DEADLINE)
                .dial(upstream, new Greeted(), loops.next(), "s1", result::complete);
        Dialled dialled = result.get(60, TimeUnit.SECONDS);
        if (dialled instanceof Dialled.Connected connected) {
            connected.channel().close().sync();
        }
        return dialled;
    }
}
