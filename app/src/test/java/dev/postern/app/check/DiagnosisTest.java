package dev.postern.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;
import dev.postern.core.testing.WrongCertificates;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is found where no login came about. */
class DiagnosisTest {
    private static final TestAuthority AUTHORITY = new TestAuthority();

    @TempDir private Path directory;

    private Upstream upstream(int port, UpstreamTls tls) {
        return upstream("localhost", port, tls);
    }

    private Upstream upstream(String host, int port, UpstreamTls tls) {
        return new Upstream(
                host,
                port,
                tls,
                new Trust.ExtraAuthority(AUTHORITY.writePem(directory)),
                "jo@example.org",
                Optional.empty());
    }

    private static Upstream trusting(Trust trust, int port) {
        return new Upstream(
                "localhost", port, UpstreamTls.IMPLICIT, trust, "jo@example.org", Optional.empty());
    }

    static Explanation explain(
            Protocol protocol, Upstream server, SecretKind kind, UpstreamFailure failure) {
        Account account =
                new Account(
                        "work",
                        "jo@example.org",
                        Set.of(),
                        Map.of(protocol, server),
                        new Credential.VaultPassword());
        return new Diagnosis(account, protocol, server, kind).of(failure, failure.detail());
    }

    private static Explanation look(Protocol protocol, Upstream server) {
        return explain(
                protocol, server, SecretKind.PASSWORD, new UpstreamFailure.TlsRefused("no TLS"));
    }

    private static StandInServer tls(TestAuthority.Identity identity, String greeting)
            throws Exception {
        return new StandInServer(peer -> {
            peer.acceptTls(identity.serverContext());
            peer.send(greeting);
            peer.rest();
        });
    }

    private static StandInServer plain(String greeting) throws Exception {
        return new StandInServer(peer -> {
            peer.send(greeting);
            peer.rest();
        });
    }

    @Test
    void aNameWithoutAddressIsAMistakeInTheName() {
        assertThat(
                        look(
                                        Protocol.IMAP,
                                        upstream("imap.nowhere.invalid", 993, UpstreamTls.IMPLICIT))
                                .cause())
                .isEqualTo("There is no server imap.nowhere.invalid: the name has no address.");
    }

    @Test
    void aClosedPortRefusesConnections() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(look(Protocol.IMAP, upstream(port, UpstreamTls.IMPLICIT)).cause())
                .isEqualTo("localhost:%d refuses connections.".formatted(port));
    }

    @Test
    void aServerThatFallsSilentDoesNotAnswer() throws Exception {
        try (StandInServer server = plain("220 hello\r\n")) {
            assertThat(look(Protocol.SMTP, upstream(server.port(), UpstreamTls.STARTTLS)).cause())
                    .isEqualTo("localhost:%d does not answer.".formatted(server.port()));
        }
    }

    @Test
    void aWebServerMeansACaptiveNetwork() throws Exception {
        try (StandInServer web =
                new StandInServer(peer -> {
                    peer.in().read();
                    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                })) {
            Explanation explanation =
                    look(Protocol.IMAP, upstream(web.port(), UpstreamTls.IMPLICIT));
            assertThat(explanation.cause()).contains("a web server answers, not the mail server");
            assertThat(explanation.next()).contains("sign in to the network");
        }
    }

    @Test
    void aWebServerBehindTlsIsSeenToo() throws Exception {
        try (StandInServer web =
                tls(AUTHORITY.identity("localhost"), "HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(web.port(), UpstreamTls.IMPLICIT)).cause())
                    .contains("a web server answers");
        }
    }

    @Test
    void anotherProtocolIsQuoted() throws Exception {
        try (StandInServer other = plain("SSH-2.0-OpenSSH_9\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(other.port(), UpstreamTls.IMPLICIT)).cause())
                    .contains("does not speak IMAP", "SSH-2.0-OpenSSH_9");
        }
    }

    @Test
    void aGreetingWithoutTlsMeansStarttls() throws Exception {
        try (StandInServer server = plain("* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.IMPLICIT)).next())
                    .contains("tls = \"starttls\"");
        }
    }

    @Test
    void tlsFromTheFirstOctetMeansImplicit() throws Exception {
        try (StandInServer server = tls(AUTHORITY.identity("localhost"), "* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.STARTTLS)).next())
                    .contains("tls = \"implicit\"");
        }
    }

    @Test
    void aServerWithoutStarttlsIsQuoted() throws Exception {
        try (StandInServer server =
                new StandInServer(peer -> {
                    peer.send("220 hello\r\n");
                    peer.line();
                    peer.send("250-here\r\n250 SIZE\r\n");
                    peer.line();
                    peer.send("502 no such command\r\n");
                })) {
            assertThat(look(Protocol.SMTP, upstream(server.port(), UpstreamTls.STARTTLS)).cause())
                    .contains("has no STARTTLS", "502 no such command");
        }
    }

    @Test
    void anUnknownIssuerIsNamedAndTheFingerprintShown() throws Exception {
        TestAuthority.Identity identity = AUTHORITY.identity("localhost");
        try (StandInServer server = tls(identity, "* OK hello\r\n")) {
            Explanation explanation =
                    look(Protocol.IMAP, trusting(new Trust.RuntimeAuthorities(), server.port()));
            assertThat(explanation.cause()).contains("CN=Test authority", "does not believe");
            assertThat(explanation.next())
                    .contains(
                            "--ca-file",
                            "--pin",
                            CertificateFaults.fingerprint(identity.certificate()));
        }
    }

    @Test
    void aCertificateThatIsTooWeakOrOversteppedIsNotCalledUnknown() {
        assertThat(explained("an RSA key of 1024 bits").cause())
                .contains("can be forged: the certificate of CN=localhost has a key of RSA with");
        assertThat(explained("signed by an RSA key of 1024 bits").cause())
                .contains("can be forged: the certificate of CN=Weak has a key of RSA with");
        assertThat(explained("signed with SHA-1").cause()).contains("is signed with SHA1withRSA");
        assertThat(explained("signed with SHA-1 and ECDSA").cause()).contains("SHA1withECDSA");
        assertThat(explained("signed with MD5").cause()).contains("can be forged: ", "MD5");
        assertThat(explained("signed with MD5").next()).contains("SHA-256 or better", "--pin");
        assertThat(explained("a root oversteps its constraints").cause())
                .contains("does not hold: the authority may not sign for the names");
        assertThat(explained("signed by a root that has expired").cause())
                .contains("does not hold: the certificate of the authority CN=Past");
        assertThat(explained("for clients only").cause()).contains("does not hold: ");
        assertThat(explained("signed by another root of the same name").cause())
                .contains("signed by CN=Root, whom this machine does not believe");
    }

    /** What is said of one of {@link WrongCertificates}. */
    private Explanation explained(String wrong) {
        Trust roots = new Trust.ExtraAuthority(WrongCertificates.writeRoots(directory));
        return new CertificateFaults(trusting(roots, 993), Instant.now())
                .in(WrongCertificates.wrong().get(wrong).chain())
                .orElseThrow();
    }

    @Test
    void theCertificateAfterStarttlsIsLookedAtToo() throws Exception {
        try (StandInServer server =
                new StandInServer(peer -> {
                    peer.send("* OK hello\r\n");
                    peer.line();
                    peer.send("a OK go\r\n");
                    peer.acceptTls(AUTHORITY.expired("localhost").serverContext());
                })) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.STARTTLS)).cause())
                    .contains("has expired on");
        }
    }

    @Test
    void theNamesInTheCertificateAreShown() throws Exception {
        try (StandInServer server =
                tls(AUTHORITY.identity("mail.example.org", "example.org"), "* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.IMPLICIT)).cause())
                    .contains("is for mail.example.org, example.org, not for localhost");
        }
    }

    @Test
    void theDateOfAnExpiredCertificateIsShown() throws Exception {
        TestAuthority.Identity expired = AUTHORITY.expired("localhost");
        try (StandInServer server = tls(expired, "* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.IMPLICIT)).cause())
                    .contains("has expired on " + expired.certificate().getNotAfter().toInstant());
        }
    }

    @Test
    void bothFingerprintsAreShownIfThePinDoesNotFit() throws Exception {
        TestAuthority.Identity identity = AUTHORITY.identity("localhost");
        String pin = "ab".repeat(32);
        try (StandInServer server = tls(identity, "* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, trusting(new Trust.Pinned(pin), server.port())).cause())
                    .contains(pin, CertificateFaults.fingerprint(identity.certificate()));
        }
    }

    @Test
    void aServerThatIsFineIsNotBlamed() throws Exception {
        try (StandInServer server = tls(AUTHORITY.identity("localhost"), "* OK hello\r\n")) {
            assertThat(look(Protocol.IMAP, upstream(server.port(), UpstreamTls.IMPLICIT)).cause())
                    .contains("answers, but does not log in as expected: no TLS");
        }
    }

    @Test
    void aClockBeforeTheCertificateIsWrong() {
        TestAuthority.Identity identity = AUTHORITY.identity("localhost");
        Upstream server = upstream(993, UpstreamTls.IMPLICIT);
        assertThat(new CertificateFaults(server, Instant.EPOCH).in(List.of(identity.certificate())))
                .map(Explanation::next)
                .hasValueSatisfying(next -> assertThat(next).contains("Set the clock"));
    }

    @Test
    void whatAnAuthorizationServerAnswersIsExplainedAndOtherwiseQuoted() {
        Account account =
                new Account(
                        "jo", "jo@example.org", Set.of(), Map.of(), new Credential.VaultPassword());
        AuthorizationServer server = OauthAccounts.oauth(new Grant.AuthorizationCode()).server();
        assertThat(Diagnosis.noToken(account, server, "invalid_grant: AADSTS700082: expired"))
                .isEqualTo(
                        new Explanation(
                                "The consent has expired or was ended: by time, by a changed"
                                        + " password, or by a rule of the organisation for how"
                                        + " often people sign in.",
                                "Sign in once more: postern account login jo"));
        assertThat(Diagnosis.noToken(account, server, "server_error").cause())
                .contains("server_error");
    }
}
