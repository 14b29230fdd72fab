package dev.postern.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.oauth.OauthAccounts;
import dev.postern.app.operation.Status;
import dev.postern.config.BridgeSettings;
import dev.postern.config.Configuration;
import dev.postern.config.Origin;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said of tokens that mail servers would refuse. */
class ScopesExaminationTest {
    private static final String GOOGLE = "https://mail.google.com/";
    private static final String IMAP = "https://outlook.office.com/IMAP.AccessAsUser.All";
    private static final String SMTP = "https://outlook.office.com/SMTP.Send";

    @Test
    void scopesThatAreEnoughAreShown() {
        assertThat(look("gmail", List.of(GOOGLE), List.of()))
                .singleElement()
                .extracting(Finding::sentence)
                .isEqualTo("scopes asked for: " + GOOGLE);
        assertThat(look("outlook", List.of(IMAP, SMTP, "offline_access"), List.of(IMAP, SMTP)))
                .singleElement()
                .extracting(Finding::sentence)
                .isEqualTo("scopes granted: " + IMAP + " " + SMTP);
    }

    @Test
    void aScopeThatWasNeverAskedForIsToBeWrittenWhereTheAccountIs() {
        List<String> wrong =
                List.of(
                        "https://www.googleapis.com/auth/gmail.send",
                        "https://www.googleapis.com/auth/gmail.readonly");
        assertThat(faults(look("gmail", wrong, List.of())))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.sentence()).contains("without the scope " + GOOGLE);
                    assertThat(finding.cause()).contains("not among the `scopes`", "gmail.send");
                    assertThat(finding.mend())
                            .contains("/etc/postern/work.toml:3", "postern account login jo");
                });
    }

    @Test
    void aScopeThatWasNotGrantedIsToBeAllowedAtTheNextSignIn() {
        assertThat(faults(look("microsoft365", List.of(IMAP, SMTP), List.of(IMAP))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence())
                            .isEqualTo("SMTP takes no token without the scope SMTP.Send");
                    assertThat(finding.cause()).contains("did not grant it");
                    assertThat(finding.mend()).startsWith("postern account login jo");
                });
    }

    @Test
    void theSameScopeUnderAnotherHostAndAllThatIsRegisteredAreEnough() {
        assertThat(
                        look(
                                "outlook",
                                List.of("https://outlook.office365.com/.default"),
                                List.of(
                                        "https://outlook.office365.com/IMAP.AccessAsUser.All",
                                        "https://outlook.office365.com/SMTP.Send")))
                .hasSize(1);
        assertThat(look("outlook", List.of("https://outlook.office.com/.default"), List.of()))
                .hasSize(1);
    }

    @Test
    void aStrangersScopesAreComparedWithWhatWasAskedFor() {
        assertThat(look("nobody", List.of("mail", "offline_access"), List.of("profile")))
                .last()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
                    assertThat(finding.sentence()).isEqualTo("mail was asked for and not granted");
                });
    }

    private static List<Finding> faults(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.level() == Finding.Level.FAULT).toList();
    }

    private static List<Finding> look(String provider, List<String> asked, List<String> granted) {
        Credential.Oauth usual = OauthAccounts.oauth(new Grant.AuthorizationCode());
        Upstream server =
                new Upstream(
                        "mail.example.org",
                        993,
                        UpstreamTls.IMPLICIT,
                        new Trust.RuntimeAuthorities(),
                        "jo",
                        Optional.empty());
        Account account =
                new Account(
                        "jo",
                        "jo@example.org",
                        Set.of(),
                        Map.of(Protocol.IMAP, server, Protocol.SMTP, server),
                        new Credential.Oauth(usual.server(), usual.client(), usual.grant(), asked),
                        Optional.of(provider));
        Configuration configuration =
                new Configuration(
                        new BridgeSettings(Optional.empty()),
                        List.of(),
                        List.of(account),
                        List.of(),
                        Map.of("jo", new Origin(Path.of("/etc/postern/work.toml"), 3)),
                        Map.of());
        return new ScopesExamination(configuration, List.of(line(granted))).findings();
    }

    private static Status.AccountLine line(List<String> granted) {
        return new Status.AccountLine(
                "jo",
                "jo@example.org",
                List.of("imap", "smtp"),
                "oauth",
                new Status.Consent(
                        "code", "good", "works", "", "", "", "", granted, "", "", "", "", List.of(),
                        ""),
                List.of());
    }
}
