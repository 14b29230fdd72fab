package dev.postern.imap;

import dev.postern.core.login.CloseReason;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Refusal;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamFailure;

import java.util.Locale;

/** Everything that clients hear in words. */
final class Sentences {

    static final String READY = "Postern ready";
    static final String LOGGED_IN = "Logged in";
    static final String DONE = "Done";
    static final String GOODBYE = "Goodbye";
    static final String BEGIN_TLS = "Begin TLS negotiation now";

    /** Without a version: it would tell whom we do not know yet which defects to try. */
    static final String ID = "ID (\"name\" \"Postern\")";

    static final String NO_COMMAND = "Expected a tag, a space and a command";
    static final String NO_ARGUMENTS = "The arguments of this command are malformed";
    static final String UNKNOWN_COMMAND = "No such command";
    static final String LOG_IN_FIRST = "Please log in first";
    static final String NO_STARTTLS = "STARTTLS is not offered, or TLS is on already";
    static final String TLS_FIRST = "[PRIVACYREQUIRED] Start TLS first";
    static final String LITERAL_TOO_LARGE =
            "[TOOBIG] Before login a literal may have 4096 octets at most";
    static final String NUL_IN_ARGUMENT = "User name and password cannot hold NUL";
    static final String NO_SUCH_MECHANISM = "The mechanisms here are PLAIN and LOGIN";
    static final String CANCELLED = "Cancelled";
    static final String NOT_BASE64 = "Expected base64";
    static final String NOT_THIS_MECHANISM = "Expected a message of this mechanism";
    static final String OTHER_IDENTITY =
            "[AUTHORIZATIONFAILED] Acting for another user is not possible here";

    static final String NOT_HTTP = "This is IMAP, not HTTP";
    static final String TOO_MANY_ERRORS = "Too many errors";
    static final String TOO_MANY_FAILURES = "Too many failed logins";

    static final Speech GO_AHEAD = Speech.of("+ Go ahead\r\n");

    private Sentences() {}

    static String malformed(Malformed what) {
        return switch (what) {
            case BARE_LINE_FEED -> "A line ends with CR LF, not with LF alone";
            case BARE_CARRIAGE_RETURN -> "A CR without LF is not allowed in a line";
            case NUL -> "NUL is not allowed in a line";
            case TOO_LONG -> "Before login a line may have 8192 octets at most";
        };
    }

    static String goodbye(CloseReason reason) {
        String sentence = reason.sentence();
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /**
     * Never AUTHENTICATIONFAILED for what is not the client's fault: mail programs then throw the
     * good password away.
     */
    static String refused(String tag, Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied() -> no(tag, "[AUTHENTICATIONFAILED] Login failed");
            case Refusal.Throttled() ->
                    no(tag, "[UNAVAILABLE] Too many failed logins; try again later");
            case Refusal.Misconfigured() ->
                    no(tag, "[SERVERBUG] Postern is not set up correctly; its log says more");
            case Refusal.UpstreamFailed(UpstreamFailure failure, String account) ->
                    failed(tag, failure, account);
        };
    }

    private static String failed(String tag, UpstreamFailure failure, String account) {
        return switch (failure) {
            case UpstreamFailure.Unreachable ignored ->
                    no(tag, "[UNAVAILABLE] The provider cannot be reached; try again later");
            case UpstreamFailure.TlsRefused ignored ->
                    no(tag, "[UNAVAILABLE] No safe connection to the provider can be made");
            case UpstreamFailure.TimedOut ignored ->
                    no(tag, "[UNAVAILABLE] The provider took too long; try again later");
            case UpstreamFailure.ProtocolViolation ignored ->
                    no(tag, "[UNAVAILABLE] The provider did not answer as expected");
            case UpstreamFailure.Unavailable ignored ->
                    no(tag, "[UNAVAILABLE] The provider is unavailable; try again later");
            case UpstreamFailure.LimitReached ignored ->
                    no(tag, "[LIMIT] The provider allows no further connection now");
            case UpstreamFailure.CredentialsRejected rejected ->
                    rejected.alert().map(Sentences::alert).orElse("")
                            + signIn(tag, account, "check");
            case UpstreamFailure.ConsentNeeded ignored -> signIn(tag, account, "login");
        };
    }

    private static String signIn(String tag, String account, String command) {
        return alert(
                        "The provider does not accept the sign-in of account %s. Run: postern account %s %s"
                                .formatted(account, command, account))
                + no(tag, "[UNAVAILABLE] The account must be signed in at the provider again");
    }

    /** What a provider wants people to read, on a refusal. */
    static String alert(String text) {
        return "* NO [ALERT] " + text + "\r\n";
    }

    private static String no(String tag, String sentence) {
        return Answer.no(tag, sentence).words();
    }
}
