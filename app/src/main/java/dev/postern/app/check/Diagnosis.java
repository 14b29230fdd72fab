package dev.postern.app.check;

import dev.postern.config.ProviderMessages;
import dev.postern.config.ProviderPreset;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.Account;
import dev.postern.core.account.AuthorizationServer;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Upstream;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamFailure;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why nobody could log in to a server.
 *
 * @param kind of the credential that was tried
 */
record Diagnosis(Account account, Protocol protocol, Upstream server, SecretKind kind) {

    private static final ProviderMessages MESSAGES = ProviderMessages.builtIn();
    private static final ProviderPresets PRESETS = ProviderPresets.builtIn();

    /**
     * @param said all that either client has heard, fit to be shown
     */
    Explanation of(UpstreamFailure failure, String said) {
        return known(account, server.host(), said).orElseGet(() -> ofKind(failure, said));
    }

    /** What everybody knows that this means. */
    private static Optional<Explanation> known(Account account, String host, String said) {
        return MESSAGES.in(said, host)
                .map(message ->
                        new Explanation(message.meaning(), message.nextFor(account.name())));
    }

    private Explanation ofKind(UpstreamFailure failure, String said) {
        return switch (failure) {
            case UpstreamFailure.CredentialsRejected ignored -> rejected();
            case UpstreamFailure.ConsentNeeded ignored -> otherMechanism(said);
            case UpstreamFailure.LimitReached ignored ->
                    new Explanation(
                            "The provider allows no further connections or logins now.",
                            "Close other mail programs that use the mailbox, wait some minutes and"
                                    + " check again.");
            case UpstreamFailure.Unreachable ignored -> ofWhatIsThere(said);
            case UpstreamFailure.TimedOut ignored -> ofWhatIsThere(said);
            case UpstreamFailure.TlsRefused ignored -> ofWhatIsThere(said);
            case UpstreamFailure.ProtocolViolation ignored -> ofWhatIsThere(said);
            case UpstreamFailure.Unavailable ignored ->
                    said.contains(CloseReason.PEER_CLOSED.sentence())
                            ? ofWhatIsThere(said)
                            : new Explanation(
                                    "The provider refuses logins now, and says that this passes.",
                                    "Wait some minutes and check again.");
        };
    }

    private Explanation rejected() {
        Optional<ProviderPreset> preset =
                PRESETS.all().stream()
                        .filter(known ->
                                known.server(protocol).host().equalsIgnoreCase(server.host()))
                        .findFirst();
        return switch (kind) {
            case TOKEN ->
                    new Explanation(
                            "The provider does not take this token for %s: it has expired, is for another user, or lacks the permission for %s."
                                    .formatted(server.user(), protocol),
                            account.credential() instanceof Credential.Oauth
                                    ? "Sign in once more: postern account login %s. If that changes nothing, look whether %s is switched on for the mailbox."
                                            .formatted(account.name(), protocol)
                                    : "Have the command of the account print a fresh token with the"
                                            + " scopes for IMAP and SMTP.");
            case PASSWORD ->
                    new Explanation(
                            "The provider does not take this password for %s: it is wrong, outdated or blocked."
                                    .formatted(server.user()),
                            preset.map(known -> known.remark() + " Then store it: ")
                                            .orElse("Store the right one: ")
                                    + "postern account password "
                                    + account.name());
        };
    }

    private Explanation otherMechanism(String said) {
        boolean token = said.contains("XOAUTH2") || said.contains("OAUTHBEARER");
        return kind == SecretKind.PASSWORD && token
                ? new Explanation(
                        "This server takes no passwords, only OAuth. " + said,
                        "Remove the account and add it with --oauth, or use a credential command"
                                + " that prints a token (kind = \"token\").")
                : new Explanation(
                        "The server offers no mechanism that the credential of the account fits. "
                                + said,
                        "Correct `mechanism`, or give the account a credential of the kind that the"
                                + " server takes.");
    }

    private Explanation ofWhatIsThere(String said) {
        String there = server.authority();
        if (server.proxy().isPresent()) {
            // A look of ours would not go through it, and would tell this network of the server.
            return new Explanation(
                    "%s could not be used through the proxy %s. %s"
                            .formatted(there, server.proxy().get().authority(), said),
                    "Look whether the proxy runs and lets this server through, and compare `host`"
                            + " and `port` with what the provider publishes.");
        }
        return of(new ServerProbe(protocol, server).look(), said);
    }

    /** What is there instead of the server that was expected. */
    Explanation of(Finding finding, String said) {
        String there = server.authority();
        return switch (finding) {
            case Finding.NameUnknown ignored ->
                    new Explanation(
                            "There is no server %s: the name has no address."
                                    .formatted(server.host()),
                            "Look for a mistake in `host`. If it is right, this machine has no"
                                    + " network now, or no working DNS.");
            case Finding.Refused ignored ->
                    new Explanation(
                            "%s refuses connections.".formatted(there),
                            "Compare `host` and `port` with what the provider publishes. If they"
                                    + " are right, a firewall refuses: try another network.");
            case Finding.Silent ignored ->
                    new Explanation(
                            "%s does not answer.".formatted(there),
                            "Look whether this machine is on the network, and compare `host` and"
                                + " `port` with what the provider publishes. Many networks block"
                                + " mail: try another.");
            case Finding.Web ignored ->
                    new Explanation(
                            "At %s a web server answers, not the mail server.".formatted(there),
                            "In a hotel, train or office, open any page in a browser and sign in to"
                                    + " the network first. Otherwise compare `host` and `port` with"
                                    + " what the provider publishes.");
            case Finding.Stranger(String line) ->
                    new Explanation(
                            "What answers at %s does not speak %s%s."
                                    .formatted(
                                            there,
                                            protocol,
                                            line.isEmpty()
                                                    ? ""
                                                    : "; it begins with: "
                                                            + Redaction.none().shown(line)),
                            "Compare `host` and `port` with what the provider publishes.");
            case Finding.SpeaksWithoutTls ignored ->
                    new Explanation(
                            "%s begins without TLS; the configuration expects TLS from the first octet on."
                                    .formatted(there),
                            "Set tls = \"starttls\" for this server, or the port that the provider"
                                    + " publishes for TLS.");
            case Finding.SpeaksTlsAtOnce ignored ->
                    new Explanation(
                            "%s speaks TLS from the first octet on; the configuration expects STARTTLS."
                                    .formatted(there),
                            "Set tls = \"implicit\" for this server.");
            case Finding.NoStartTls(String answer) ->
                    new Explanation(
                            "%s has no STARTTLS, and Postern sends no password without TLS; it says: %s"
                                    .formatted(there, Redaction.none().shown(answer)),
                            "Use the port that the provider publishes for TLS. If it normally has"
                                    + " STARTTLS, the network takes it away: try another.");
            case Finding.Certificates(var chain) ->
                    new CertificateFaults(server, Instant.now())
                            .in(chain)
                            .orElseGet(() -> unexplained(said));
        };
    }

    private Explanation unexplained(String said) {
        return new Explanation(
                "The server %s answers, but does not log in as expected: %s"
                        .formatted(server.authority(), said),
                "Check again in some minutes. If it stays, report it to the provider, or to Postern"
                        + " with what --json prints (it has no secrets in it).");
    }

    /** What an authorization server is known to mean by this. */
    static Optional<Explanation> knownOfTokens(
            Account account, AuthorizationServer server, String said) {
        return known(account, String.valueOf(server.token().getHost()), said);
    }

    /** The authorization server has given none. */
    static Explanation noToken(Account account, AuthorizationServer server, String said) {
        return knownOfTokens(account, server, said)
                .orElseGet(() ->
                        new Explanation(
                                "There is no token to log in with: " + said,
                                "Sign in once more: postern account login " + account.name()));
    }

    /** Jakarta Mail has logged in. */
    static Explanation ofOurs(UpstreamFailure failure) {
        boolean passing =
                failure instanceof UpstreamFailure.LimitReached
                        || failure instanceof UpstreamFailure.Unavailable
                        || failure instanceof UpstreamFailure.TimedOut;
        return new Explanation(
                passing
                        ? "Jakarta Mail logged in and Postern did not, a moment before: the"
                                + " provider had no time or no room."
                        : "Jakarta Mail logs in with the same settings, and Postern does not: that"
                                + " is a defect of Postern.",
                "Check again. If it stays, report it to Postern with what --json prints (it has no"
                        + " secrets in it).");
    }

    /** Postern has logged in. */
    Explanation ofJakartaMails(String fault) {
        String words = fault.toLowerCase(Locale.ROOT);
        if (words.contains("mechanism") && kind == SecretKind.TOKEN) {
            return new Explanation(
                    "Postern logs in with a mechanism that Jakarta Mail does not know; it knows"
                            + " XOAUTH2 only.",
                    "Nothing: the account works. Without `mechanism` in the configuration, Postern"
                            + " uses XOAUTH2 too wherever it is offered.");
        }
        return known(account, server.host(), fault)
                .map(explanation ->
                        new Explanation(
                                "Postern logs in, and Jakarta Mail, a moment later, does not. "
                                        + explanation.cause(),
                                explanation.next()))
                .orElseGet(() ->
                        new Explanation(
                                "Postern logs in, and Jakarta Mail, a moment later, does not: the"
                                    + " provider limits logins, or the two differ in what they ask"
                                    + " for.",
                                "The account works in Postern. Check again in some minutes; if it"
                                        + " stays, report it with what --json prints (it has no"
                                        + " secrets in it)."));
    }
}
