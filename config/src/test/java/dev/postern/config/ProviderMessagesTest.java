package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMessagesTest {

    private static final ProviderMessages MESSAGES = ProviderMessages.builtIn();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    imap.gmail.com|[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)|gmail-app-password
                    smtp.gmail.com|534 5.7.14 Please log in via your web browser and 5.7.14 then try again|gmail-web-login
                    imap.gmail.com|[WEBALERT https://accounts.google.com/x] Web login required.|gmail-web-alert
                    imap.gmail.com|[ALERT] IMAP access is disabled for your domain.|gmail-imap-disabled
                    imap.gmail.com|[AUTHENTICATIONFAILED] Invalid credentials (Failure)|gmail-wrong-password
                    smtp.gmail.com|535 5.7.8 Username and Password not accepted.|gmail-wrong-password
                    imap.gmail.com|[ALERT] Too many simultaneous connections. (Failure)|too-many-connections
                    mail.example.org|[UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=16)|too-many-connections
                    imap.gmail.com|[OVERQUOTA] Account exceeded command or bandwidth limits.|gmail-bandwidth
                    smtp.mail.yahoo.com|535 5.7.0 (#AUTH005) Too many bad auth attempts.|yahoo-too-many-attempts
                    smtp.gmail.com|454 4.7.0 Too many login attempts, please try again later.|too-many-attempts
                    imap.mail.yahoo.com|[AUTHENTICATIONFAILED] (#MBR1212) Incorrect username or password.|yahoo-wrong-password
                    smtp.office365.com|535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.|microsoft-smtp-disabled
                    smtp.office365.com|535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.|microsoft-security-defaults
                    smtp.office365.com|535 5.7.139 Authentication unsuccessful, basic authentication is disabled.|microsoft-basic-disabled
                    smtp.office365.com|535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.|microsoft-criteria
                    outlook.office365.com|BAD User is authenticated but not connected.|microsoft-not-connected
                    outlook.office365.com|AUTHENTICATE failed.|microsoft-refused
                    imap.mail.me.com|[AUTHENTICATIONFAILED] Authentication failed|icloud-wrong-password
                    imap.gmx.net|authentication failed|gmx-wrong-password
                    imap.yandex.com|[AUTHENTICATIONFAILED] LOGIN Invalid credentials or IMAP is disabled|yandex-wrong-password
                    imap.fastmail.com|[AUTHENTICATIONFAILED] Incorrect username or password|fastmail-wrong-password
                    """)
    void wellKnownRefusalsHaveTheirOwnSentence(String host, String said, String name) {
        assertThat(MESSAGES.in(said, host)).map(ProviderMessage::name).hasValue(name);
    }

    @ParameterizedTest
    @CsvSource({
        "AADSTS700082,microsoft-consent-expired",
        "AADSTS70043,microsoft-consent-expired",
        "AADSTS70008,microsoft-consent-expired",
        "AADSTS50173,microsoft-consent-expired",
        "AADSTS65001,microsoft-no-consent",
        "AADSTS65004,microsoft-declined",
        "AADSTS90094,microsoft-admin-consent",
        "AADSTS50076,microsoft-second-factor",
        "AADSTS50079,microsoft-second-factor",
        "AADSTS7000215,microsoft-secret-wrong",
        "AADSTS7000218,microsoft-not-public",
        "AADSTS7000222,microsoft-secret-expired",
        "AADSTS700016,microsoft-unknown-client",
        "AADSTS700025,microsoft-public-with-secret",
        "AADSTS700027,microsoft-certificate",
        "AADSTS70001,microsoft-app-disabled",
        "AADSTS50011,microsoft-redirect",
        "AADSTS50020,microsoft-wrong-directory",
        "AADSTS50105,microsoft-not-assigned",
        "AADSTS50126,microsoft-wrong-password",
        "AADSTS50194,microsoft-single-tenant",
        "AADSTS90002,microsoft-unknown-tenant",
        "AADSTS9001023,microsoft-needs-tenant",
        "AADSTS53000,microsoft-conditional-access",
        "AADSTS53003,microsoft-conditional-access",
        "AADSTS530035,microsoft-entra-security-defaults"
    })
    void aNumberOfMicrosoftIsNotTakenForOneThatItBeginsLike(String number, String name) {
        assertThat(MESSAGES.in("invalid_grant: " + number + ": Trace ID: 1", "localhost"))
                .map(ProviderMessage::name)
                .hasValue(name);
    }

    @Test
    void aTextOfOneProviderIsNotTakenForAnothers() {
        assertThat(MESSAGES.in("AUTHENTICATE failed.", "mail.example.org")).isEmpty();
        assertThat(MESSAGES.in("AUTHENTICATE failed.", "notoffice365.com")).isEmpty();
    }

    @Test
    void theNextStepNamesTheAccount() {
        ProviderMessage message =
                MESSAGES.in("Application-specific password required", "localhost").orElseThrow();

        assertThat(message.nextFor("work")).endsWith("postern account password work");
    }

    @Test
    void namesAreUniqueAndEachSaysWhereItWasSeen() {
        assertThat(MESSAGES.all()).extracting(ProviderMessage::name).doesNotHaveDuplicates();
        assertThat(MESSAGES.all())
                .allSatisfy(message -> assertThat(message.seen()).matches("untested|https://\\S+"));
    }
}
