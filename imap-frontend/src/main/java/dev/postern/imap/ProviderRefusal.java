package dev.postern.imap;

import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.sasl.SaslClient;

import java.util.List;
import java.util.Locale;

/** What it means when a provider says no to a login: whose fault it is (RFC 5530). */
final class ProviderRefusal {

    /** Gmail and Dovecot say it in words only. */
    private static final String TOO_MANY = "too many simultaneous connections";

    private ProviderRefusal() {}

    /** The tagged NO to a login, after what was {@code heard} and what the challenges said. */
    static UpstreamFailure ofLogin(ResponseText text, Authentication how, Heard heard) {
        String detail = ("the provider refused the login: " + text + " " + how.heard()).strip();
        if (isLimit(text)) {
            return new UpstreamFailure.LimitReached(detail);
        }
        return switch (text.code()) {
            case "UNAVAILABLE", "INUSE", "CONTACTADMIN", "SERVERBUG" ->
                    new UpstreamFailure.Unavailable(detail);
            // TLS is on, so there is nothing that we could do about it.
            case "PRIVACYREQUIRED" -> new UpstreamFailure.ProtocolViolation(detail);
            // AUTHENTICATIONFAILED, AUTHORIZATIONFAILED, EXPIRED, ALERT and those without a code.
            default ->
                    new UpstreamFailure.CredentialsRejected(
                            detail, text.alert().or(() -> heard.alerts().stream().findFirst()));
        };
    }

    /**
     * BYE says that the provider does not want us now; that the credentials are wrong it says with
     * NO.
     */
    static UpstreamFailure ofGoodbye(ResponseText text) {
        String detail = "the provider said BYE: " + text;
        return isLimit(text)
                ? new UpstreamFailure.LimitReached(detail)
                : new UpstreamFailure.Unavailable(detail);
    }

    /**
     * The credential is of a kind that this provider does not take: a person has to give another.
     * It was never shown, so it is not rejected.
     */
    static UpstreamFailure ofEveryMechanism(List<String> offers, UpstreamLogin login) {
        return new UpstreamFailure.ConsentNeeded(
                "%s offers the mechanisms %s; this account can use %s"
                        .formatted(
                                login.upstream().authority(),
                                Capabilities.mechanisms(offers),
                                SaslClient.candidates(login)));
    }

    /** Without its words: who does not understand a line likes to repeat it. */
    static UpstreamFailure ofStatus(ServerLine.Status status) {
        return new UpstreamFailure.ProtocolViolation(
                "the provider answered the login with " + status);
    }

    static UpstreamFailure ofStartTls(ResponseText text) {
        return new UpstreamFailure.TlsRefused("the provider refused STARTTLS: " + text);
    }

    static UpstreamFailure ofMissingStartTls(UpstreamLogin login) {
        return new UpstreamFailure.TlsRefused(
                login.upstream().authority() + " does not offer STARTTLS");
    }

    private static boolean isLimit(ResponseText text) {
        return text.code().equals("LIMIT")
                || text.words().toLowerCase(Locale.ROOT).contains(TOO_MANY);
    }
}
