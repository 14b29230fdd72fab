package dev.postern.smtp;

import dev.postern.core.login.Refusal;
import dev.postern.core.login.UpstreamFailure;

/**
 * A refused login in SMTP's words. 535 is for the one refusal that is the client's fault: mail
 * programs throw away a good password when they hear it.
 */
final class RefusalWords {

    /** The same for every reason: the log of the bridge has it. */
    private static final String NOT_FROM_HERE =
            "No mail is taken from this address, see the log of Postern";

    private RefusalWords() {}

    /**
     * One reply line, without its CRLF. Fixed sentences: a provider's own words never reach a
     * client.
     */
    static String of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied denied ->
                    "535 5.7.8 Wrong user name or app password, or this app may not send mail here";
            case Refusal.Throttled throttled ->
                    "454 4.7.0 Too many failed logins, please wait before trying again";
            case Refusal.UpstreamFailed failed -> "454 4.7.0 " + sentence(failed);
            case Refusal.Misconfigured misconfigured ->
                    "454 4.3.5 Postern is not set up for this account, see its log";
        };
    }

    /**
     * To a device, in answer to its first command: it did not log in, so 535 would mean nothing to
     * it, and whatever passes is a 421, since EHLO knows no other (RFC 5321 4.3.2).
     */
    static String ofDevice(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied denied -> "550 5.7.1 " + NOT_FROM_HERE;
            case Refusal.Throttled throttled -> "421 4.7.0 Too much at once, please wait";
            case Refusal.UpstreamFailed failed -> "421 4.7.0 " + sentence(failed);
            case Refusal.Misconfigured misconfigured ->
                    "421 4.3.5 Postern is not set up for this device, see its log";
        };
    }

    /** To a device in place of a greeting, which is 554 then (RFC 5321 3.1). */
    static String ofStranger(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied denied -> "554 5.7.1 " + NOT_FROM_HERE;
            case Refusal.Throttled throttled -> ofDevice(throttled);
            case Refusal.UpstreamFailed failed -> ofDevice(failed);
            case Refusal.Misconfigured misconfigured -> ofDevice(misconfigured);
        };
    }

    private static String sentence(Refusal.UpstreamFailed failed) {
        return switch (failed.failure()) {
            case UpstreamFailure.Unreachable unreachable ->
                    "The mail provider cannot be reached, please try again later";
            case UpstreamFailure.TlsRefused refused ->
                    "No secure connection to the mail provider, see the log of Postern";
            case UpstreamFailure.TimedOut timedOut ->
                    "The mail provider did not answer in time, please try again later";
            case UpstreamFailure.ProtocolViolation violation ->
                    "The mail provider gave an answer that is not SMTP, see the log of Postern";
            case UpstreamFailure.Unavailable unavailable ->
                    "The mail provider is not available now, please try again later";
            case UpstreamFailure.LimitReached limit ->
                    "The mail provider's limit is reached, please try again later";
            case UpstreamFailure.CredentialsRejected rejected ->
                    "The mail provider rejects the stored credential. Run: postern account check"
                            + " "
                            + failed.account();
            case UpstreamFailure.ConsentNeeded needed ->
                    "The mail provider wants a new sign-in. Run: postern account login "
                            + failed.account();
        };
    }
}
