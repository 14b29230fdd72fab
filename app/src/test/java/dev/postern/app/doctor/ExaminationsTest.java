package dev.postern.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Status;
import dev.postern.app.service.ServiceState;
import dev.postern.config.BridgeSettings;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.testing.StandInServer;
import dev.postern.core.testing.TestAuthority;

import io.netty.util.NetUtil;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is said of what this machine cannot be made to be in a test. */
class ExaminationsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void whatEndsWithinTwoWeeksIsAWarningAndWhatHasEndedAFault() {
        assertThat(ends(Duration.ofDays(15))).isEqualTo(Finding.Level.OK);
        assertThat(ends(Duration.ofDays(13))).isEqualTo(Finding.Level.WARNING);
        assertThat(ends(Duration.ZERO)).isEqualTo(Finding.Level.FAULT);
    }

    private static Finding.Level ends(Duration fromNow) {
        return Expiry.finding("x", "it", NOW.plus(fromNow), NOW, "why", "mend").level();
    }

    private static final ServiceState FAILED =
            new ServiceState.Down(
                    "It has failed: the bridge ended with 3",
                    "What it said last: postern service logs --system",
                    OptionalInt.of(3));

    @Test
    void aServiceThatDoesNotRunIsAFaultWithWhatItsManagerSaysToDo() {
        Finding finding = service(FAILED, null);
        assertThat(finding.level()).isEqualTo(Finding.Level.FAULT);
        assertThat(finding.sentence()).endsWith("the bridge ended with 3");
        assertThat(finding.mend()).endsWith("postern service logs --system");
    }

    @Test
    void withoutAServiceABridgeIsStartedByHand() {
        assertThat(service(new ServiceState.Absent("none"), null).mend())
                .startsWith("postern serve,");
        assertThat(service(new ServiceState.Unknown("no answer"), null).level())
                .isEqualTo(Finding.Level.WARNING);
    }

    @Test
    void aServiceWhoseBridgeDoesNotAnswerIsAWarning() {
        assertThat(service(new ServiceState.Running("runs"), null).level())
                .isEqualTo(Finding.Level.WARNING);
    }

    @Test
    void aBridgeBesideItsServiceIsWorthANote() {
        Status status =
                new Status(1, "1", "now", List.of(), List.of(), List.of(), 0, List.of(), List.of());
        assertThat(service(FAILED, status).level()).isEqualTo(Finding.Level.NOTE);
        assertThat(service(new ServiceState.Running("runs"), status).level())
                .isEqualTo(Finding.Level.OK);
        assertThat(service(new ServiceState.Absent("none"), status).level())
                .isEqualTo(Finding.Level.OK);
    }

    private static Finding service(ServiceState state, @Nullable Status status) {
        return new ServiceExamination(Optional.ofNullable(status), state).findings().getFirst();
    }

    @Test
    void aClockIsComparedWithTheServerThatAnAccountHasAnyway() {
        Credential.Oauth credential = OauthAccounts.oauth(new Grant.AuthorizationCode());
        List<Account> accounts = List.of(OauthAccounts.account(credential));
        assertThat(clock(accounts, Optional.of(NOW.plusSeconds(59)), Optional.empty()).level())
                .isEqualTo(Finding.Level.OK);
        Finding off = clock(accounts, Optional.of(NOW.plusSeconds(61)), Optional.of(true));
        assertThat(off.level()).isEqualTo(Finding.Level.FAULT);
        assertThat(off.mend()).contains("timedatectl");
    }

    @Test
    void aClockThatNobodyKnowsIsWorthANoteAndOneThatIsNotKeptAWarning() {
        assertThat(clock(List.of(), Optional.of(NOW), Optional.empty()).level())
                .isEqualTo(Finding.Level.NOTE);
        assertThat(clock(List.of(), Optional.of(NOW), Optional.of(false)).level())
                .isEqualTo(Finding.Level.WARNING);
        assertThat(clock(List.of(), Optional.of(NOW), Optional.of(true)).level())
                .isEqualTo(Finding.Level.OK);
    }

    @Test
    void aClockFromBeforeTheProgramIsWrong() {
        Finding finding =
                clock(
                        List.of(),
                        Optional.of(NOW),
                        Optional.of(true),
                        Optional.of(NOW.plusSeconds(1)));
        assertThat(finding.level()).isEqualTo(Finding.Level.FAULT);
        assertThat(finding.sentence()).contains("this program was made on 2026-11-27T12:00:01Z");
    }

    @Test
    void whereTheCertificatesOfAllServersAreForOtherTimesTheClockIsWrong() throws Exception {
        TestAuthority authority = new TestAuthority();
        TestAuthority.Identity identity = authority.identity("localhost");
        X509Certificate certificate = identity.certificate();
        try (StandInServer imap = greeting(identity, "* OK hello\r\n");
                StandInServer smtp = greeting(identity, "220 hello\r\n")) {
            Account account =
                    new Account(
                            "jo",
                            "jo@example.org",
                            Set.of(),
                            Map.of(
                                    Protocol.IMAP, server(authority, imap.port()),
                                    Protocol.SMTP, server(authority, smtp.port())),
                            new Credential.VaultPassword());
            assertThat(clock(account, certificate.getNotBefore().toInstant().minusSeconds(1)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("later only"));
            assertThat(clock(account, certificate.getNotAfter().toInstant().plusSeconds(1)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("have expired"));
            assertThat(clock(account, Instant.now())).isEmpty();
        }
    }

    @TempDir private Path directory;

    private Upstream server(TestAuthority authority, int port) {
        return new Upstream(
                "localhost",
                port,
                UpstreamTls.IMPLICIT,
                new Trust.ExtraAuthority(authority.writePem(directory)),
                "jo",
                Optional.empty());
    }

    private static StandInServer greeting(TestAuthority.Identity identity, String line)
            throws Exception {
        return new StandInServer(peer -> {
            peer.acceptTls(identity.serverContext());
            peer.send(line);
            peer.rest();
        });
    }

    private static Optional<String> clock(Account account, Instant now) {
        return new ServersExamination(configuration(List.of(account)), now)
                .findings().stream()
                        .filter(finding -> finding.subject().equals("clock"))
                        .map(Finding::sentence)
                        .findFirst();
    }

    private static Configuration configuration(List<Account> accounts) {
        return new Configuration(
                new BridgeSettings(Optional.empty()),
                List.of(),
                accounts,
                List.of(),
                Map.of(),
                Map.of());
    }

    private static Finding clock(
            List<Account> accounts, Optional<Instant> there, Optional<Boolean> kept) {
        return clock(accounts, there, kept, Optional.of(NOW));
    }

    private static Finding clock(
            List<Account> accounts,
            Optional<Instant> there,
            Optional<Boolean> kept,
            Optional<Instant> built) {
        return new ClockExamination(
                        configuration(accounts),
                        new ClockExamination.Times() {
                            @Override
                            public Instant here() {
                                return NOW;
                            }

                            @Override
                            public Optional<Instant> at(URI server) {
                                return there;
                            }

                            @Override
                            public Optional<Boolean> isKept() {
                                return kept;
                            }
                        },
                        built)
                .findings()
                .getFirst();
    }

    @Test
    void anAddressFamilyThatLeadsNowhereIsWorthANote() throws Exception {
        InetAddress four = NetUtil.LOCALHOST4;
        // What is sent there is thrown away everywhere: RFC 6666.
        InetAddress six = Objects.requireNonNull(NetUtil.getByName("100::1"));
        try (ServerSocket server = new ServerSocket(0, 1, four)) {
            int port = server.getLocalPort();
            assertThat(ServersExamination.families(List.of(four, six), port, "h:993"))
                    .hasValueSatisfying(finding -> {
                        assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
                        assertThat(finding.sentence())
                                .isEqualTo("has addresses of IPv6, and none of them answers");
                        assertThat(finding.mend()).isEqualTo("ip -6 route");
                    });
            assertThat(ServersExamination.families(List.of(four), port, "h:993")).isEmpty();
        }
    }

    @Test
    void theSelfTestShowsWhatTheServerHasAnswered() {
        assertThat(
                        SelfTest.words(
                                new SendFailedException(
                                        "Invalid Addresses",
                                        new MessagingException("550 5.1.1 User unknown\n"))))
                .isEqualTo("Invalid Addresses: 550 5.1.1 User unknown");
        assertThat(SelfTest.words(new IOException("Connection refused")))
                .isEqualTo("Connection refused");
    }

    @Test
    void aServerWithoutIdleIsWorthANote() {
        AccountCheckup.Server server =
                new AccountCheckup.Server(
                        "imap", "h:993", AccountCheckup.OK, "", "", "", "", List.of("SORT"));
        assertThat(
                        new AccountsExamination(
                                        List.of(
                                                new AccountCheckup(
                                                        "jo", "jo@example.org", List.of(server))),
                                        List.of())
                                .findings())
                .extracting(Finding::level, Finding::sentence)
                .containsExactly(
                        tuple(Finding.Level.OK, "imap, logged in at h:993, which offers SORT"),
                        tuple(Finding.Level.NOTE, "h:993 does not offer IDLE"));
    }

    @Test
    void aConsentThatAPersonMustRenewIsAFaultWithTheCommand() {
        Status.Consent consent =
                new Status.Consent(
                        "code",
                        "revoked",
                        "was revoked",
                        "",
                        "",
                        "",
                        "",
                        List.of(),
                        "AADSTS700082: expired",
                        "The consent has expired.",
                        "Sign in once more: postern account login jo",
                        "",
                        List.of(new Status.Ending("2026-12-01", "stated", "on 1 December", "it")),
                        "postern account login jo");
        assertThat(
                        new AccountsExamination(
                                        List.of(),
                                        List.of(
                                                new Status.AccountLine(
                                                        "jo",
                                                        "jo@example.org",
                                                        List.of("imap"),
                                                        "oauth",
                                                        consent,
                                                        List.of())))
                                .findings())
                .anySatisfy(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.FAULT);
                    assertThat(finding.cause())
                            .isEqualTo("The consent has expired. It said: AADSTS700082: expired");
                    assertThat(finding.mend()).endsWith("postern account login jo");
                });
    }
}
