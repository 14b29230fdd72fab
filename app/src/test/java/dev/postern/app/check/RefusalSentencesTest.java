package dev.postern.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.UpstreamFailure;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** What is said of a server that was reached and refused. */
class RefusalSentencesTest {

    private static Upstream upstream(String host) {
        return new Upstream(
                host,
                465,
                UpstreamTls.IMPLICIT,
                new Trust.RuntimeAuthorities(),
                "jo@example.org",
                Optional.empty());
    }

    private static Explanation heard(SecretKind kind, UpstreamFailure failure) {
        return DiagnosisTest.explain(Protocol.SMTP, upstream("smtp.example.org"), kind, failure);
    }

    @Test
    void aRejectedPasswordIsToBeStoredAnew() {
        Explanation explanation =
                heard(
                        SecretKind.PASSWORD,
                        new UpstreamFailure.CredentialsRejected("535 no", Optional.empty()));
        assertThat(explanation.cause()).contains("wrong, outdated or blocked", "jo@example.org");
        assertThat(explanation.next()).endsWith("postern account password work");
    }

    @Test
    void aKnownProvidersRemarkSaysWhereItsPasswordsComeFrom() {
        Explanation explanation =
                DiagnosisTest.explain(
                        Protocol.SMTP,
                        upstream("smtp.gmail.com"),
                        SecretKind.PASSWORD,
                        new UpstreamFailure.CredentialsRejected("535 no", Optional.empty()));
        assertThat(explanation.next()).contains("https://myaccount.google.com/apppasswords");
    }

    @Test
    void aRejectedTokenIsToBePrintedAnew() {
        assertThat(
                        heard(
                                        SecretKind.TOKEN,
                                        new UpstreamFailure.CredentialsRejected(
                                                "535 no", Optional.empty()))
                                .next())
                .contains("print a fresh token");
    }

    @Test
    void aProviderThatWantsOauthTakesNoPassword() {
        assertThat(
                        heard(
                                        SecretKind.PASSWORD,
                                        new UpstreamFailure.ConsentNeeded(
                                                "it offers the mechanisms [XOAUTH2]"))
                                .cause())
                .contains("takes no passwords, only OAuth");
    }

    @Test
    void aProviderThatTakesNoTokensSaysSo() {
        assertThat(
                        heard(
                                        SecretKind.TOKEN,
                                        new UpstreamFailure.ConsentNeeded(
                                                "it offers the mechanisms [PLAIN]"))
                                .cause())
                .contains("no mechanism that the credential of the account fits");
    }

    @Test
    void aLimitPasses() {
        assertThat(heard(SecretKind.PASSWORD, new UpstreamFailure.LimitReached("421 x")).next())
                .contains("wait some minutes");
    }

    @Test
    void aTemporaryRefusalPasses() {
        assertThat(heard(SecretKind.PASSWORD, new UpstreamFailure.Unavailable("454 x")).cause())
                .contains("refuses logins now");
    }

    @Test
    void aPassingFailureOfOursIsNoDefect() {
        assertThat(Diagnosis.ofOurs(new UpstreamFailure.LimitReached("421 x")).cause())
                .contains("no time or no room");
    }
}
