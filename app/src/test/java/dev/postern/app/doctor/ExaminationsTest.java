package dev.postern.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.doctor.ServiceExamination.Manager;
import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Status;
import dev.postern.config.BridgeSettings;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    @Test
    void aServiceThatFailedIsAFaultWithItsLog() {
        assertThat(service("failed", "enabled", null))
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.FAULT);
                    assertThat(finding.mend()).isEqualTo("sudo postern service logs --system");
                });
    }

    @Test
    void aServiceThatIsStoppedIsStartedByTheManagerAndAnotherBridgeByHand() {
        assertThat(service("inactive", "enabled", null).mend())
                .isEqualTo("sudo systemctl start postern");
        assertThat(service("inactive", "not-found", null).mend()).startsWith("postern serve,");
        assertThat(service(null, null, null).mend()).startsWith("postern serve,");
    }

    @Test
    void aBridgeBesideItsServiceIsWorthANote() {
        Status status = new Status(1, "1", "now", List.of(), List.of(), List.of(), 0, List.of());
        assertThat(service("inactive", "enabled", status).level()).isEqualTo(Finding.Level.NOTE);
        assertThat(service("active", "enabled", status).level()).isEqualTo(Finding.Level.OK);
        assertThat(service(null, null, status).level()).isEqualTo(Finding.Level.OK);
    }

    private static Finding service(
            @Nullable String active, @Nullable String enabled, @Nullable Status status) {
        return new ServiceExamination(
                        Optional.ofNullable(status),
                        Manager.SYSTEM,
                        words ->
                                Optional.ofNullable(
                                        words[2].equals("is-active") ? active : enabled))
                .findings()
                .getFirst();
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

    private static Finding clock(
            List<Account> accounts, Optional<Instant> there, Optional<Boolean> kept) {
        Configuration configuration =
                new Configuration(
                        new BridgeSettings(Optional.empty()),
                        List.of(),
                        accounts,
                        List.of(),
                        Map.of(),
                        Map.of());
        return new ClockExamination(
                        configuration,
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
                        })
                .findings()
                .getFirst();
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
                .extracting(Finding::level)
                .containsExactly(Finding.Level.OK, Finding.Level.NOTE);
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
